"""Strong components by rustworkx, those that are led to first; then a set of bits for each."""

import rustworkx

import customers


def load(path, _nodes):
    return rustworkx.PyDiGraph.read_edge_list(path)


def derive(graph, nodes):
    departments, first_customer, _ = nodes
    components = rustworkx.strongly_connected_components(graph)
    return customers.pairs(components, graph.successor_indices, departments, first_customer, len(graph))


customers.measure(load, derive)
