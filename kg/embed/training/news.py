"""Keeps the budget of a training and tells how it goes; needs transformers, as the training."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from kg.embed.training.course import Course


class News(TrainerCallback):  # type: ignore[misc]  # transformers is not analysed (pyproject)
    """What the trainer calls between steps."""

    def __init__(self, course: Course, say: Callable[[str], None]) -> None:
        self._course = course
        self._say = say

    def on_step_end(self, _args: Any, state: Any, control: Any, **_: Any) -> None:
        self._course.steps_share = state.global_step / state.max_steps
        if self._course.share() >= 1:
            control.should_training_stop = True

    def on_log(self, _args: Any, state: Any, _control: Any, logs: Any = None, **_: Any) -> None:
        if logs and "loss" in logs:
            self._say(
                f"step {state.global_step:,} of at most {state.max_steps:,}, "
                f"loss {float(logs['loss']):.3f}, {self._course.minutes_left():.0f} minutes left"
            )

    def on_save(self, args: Any, _state: Any, _control: Any, **_: Any) -> None:
        self._course.save(Path(args.output_dir))
