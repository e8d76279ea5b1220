"""The network columns, and what is computed from them."""

from functools import cached_property
from typing import TYPE_CHECKING

from kg.wiring.graph import GraphServices

if TYPE_CHECKING:
    from kg.projection.network.current import CurrentNetwork
    from kg.projection.network.reader import NetworkReader
    from kg.query.clusters.find import ClusterFinder
    from kg.query.links.answer import RegionLinker
    from kg.query.links.pair_page import PairReader
    from kg.query.roles.find import RoleFinder


class NetworkServices(GraphServices):
    """What asks how organisations and regions are related."""

    def network(self) -> "NetworkReader":
        """The relationships of the graph as it is now, in columns; empty while the graph is."""
        from kg.projection.network.reader import NetworkReader

        self.check_whole()
        return NetworkReader(self._network.at(self.catalogue.state()))

    def forget_network(self) -> None:
        """Has the columns built anew when they are asked for next, whatever lies on disk."""
        self._network.forget(self.catalogue.state())

    @cached_property
    def cluster_finder(self) -> "ClusterFinder":
        """Finds, examines and compares clusters."""
        from kg.graph.groupings import Groupings
        from kg.graph.value_chains import ValueChains
        from kg.query.clusters.find import ClusterFinder
        from kg.query.clusters.read import SceneReader

        groupings, chains = Groupings(self.connection), ValueChains(self.connection)
        return ClusterFinder(SceneReader(groupings, chains, self.schema))

    @cached_property
    def region_linker(self) -> "RegionLinker":
        """Counts links of regions."""
        from kg.query.links.answer import RegionLinker

        return RegionLinker(self.network)

    @cached_property
    def role_finder(self) -> "RoleFinder":
        """Finds roles in the network."""
        from kg.query.roles.find import RoleFinder

        return RoleFinder(self.network, self._say)

    @cached_property
    def pair_reader(self) -> "PairReader":
        """Looks at single pairs of regions."""
        from kg.query.links.pair_page import PairReader

        return PairReader(self.network)

    @cached_property
    def _network(self) -> "CurrentNetwork":
        from kg.graph.network import NetworkRows
        from kg.projection.network.build import NetworkBuilder
        from kg.projection.network.current import CurrentNetwork
        from kg.projection.network.types import tie_types

        rows = NetworkRows(self.connection)
        builder = NetworkBuilder(self.catalogue, rows, lambda: tie_types(self.schema))
        return CurrentNetwork(self._projections, builder, self.catalogue.state, self._say)
