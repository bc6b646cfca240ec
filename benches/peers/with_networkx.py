"""Strong components by networkx, those that are led to first; then a set of bits for each."""

import networkx

import customers


def load(path, nodes):
    graph = networkx.read_edgelist(path, create_using=networkx.DiGraph, nodetype=int)
    graph.add_nodes_from(range(nodes[2]))
    return graph


def derive(graph, nodes):
    departments, first_customer, count = nodes
    components = networkx.strongly_connected_components(graph)
    return customers.pairs(components, graph.adj.__getitem__, departments, first_customer, count)


customers.measure(load, derive)
