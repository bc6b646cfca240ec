"""Strong components by igraph, then a set of bits for each."""

import igraph

import customers


def load(path, _nodes):
    return igraph.Graph.Read_Edgelist(path, directed=True)


def derive(graph, nodes):
    departments, first_customer, _ = nodes
    components = graph.connected_components(mode="strong")
    whole = components.cluster_graph(combine_edges=False).simplify()
    order = reversed(whole.topological_sorting())
    successors = graph.get_adjlist(mode="out")
    members = [components[at] for at in order]
    return customers.pairs(members, successors.__getitem__, departments, first_customer, graph.vcount())


customers.measure(load, derive)
