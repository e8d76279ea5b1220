"""What the embedded engine does only over its own HTTP interface, on loopback."""

import base64
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ServiceError
from kg.graph.engine_options import DATABASE, HOST, USER

LONGEST_SECONDS = 600.0  # for a copy of a large database


@dataclass(frozen=True, slots=True)
class EngineHttp:
    """The interface of one running engine; the password shows in no representation."""

    port: int
    password: str = field(repr=False)
    backups: Path

    def back_up(self, name: str) -> Path:
        """A copy of the database as it is at one moment, while others write; a zip archive.

        An older one of that name is replaced.
        """
        archive = self.backups / DATABASE / name
        archive.unlink(missing_ok=True)
        # The lightest compression: it takes far less time, and hardly more space.
        command = f"BACKUP DATABASE file://{name} WITH compressionLevel = 1"
        self._post(f"command/{DATABASE}", {"language": "sql", "command": command})
        return archive

    def add_account(self, name: str, password: str, group: str) -> None:
        """Lets another user in, with the rights of a group."""
        account = {"name": name, "password": password, "databases": {DATABASE: [group]}}
        self._post("server", {"command": f"create user {json.dumps(account)}"})

    def _post(self, resource: str, body: Mapping[str, object]) -> None:
        account = base64.b64encode(f"{USER}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {account}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=LONGEST_SECONDS)
        try:
            connection.request("POST", f"/api/v1/{resource}", json.dumps(body), headers)
            answer = connection.getresponse()
            told = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise ServiceError(f"the embedded engine does not answer ({error})") from error
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise ServiceError(f"the embedded engine refused a command ({_reason(told)})")


def _reason(told: str) -> str:
    try:
        answer = json.loads(told)
    except ValueError:
        return "it did not say why"
    return str(answer.get("detail") or answer.get("error") or "it did not say why")
