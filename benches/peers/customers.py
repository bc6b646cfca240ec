"""The question that every peer answers: for each department, the customers that it reaches.

A file of edges holds two numbers a line; the file beside it, ending in ".nodes", says how many departments there are
(numbered from 0), which number the first customer has, and how many numbers there are.
"""

import sys
import time


def nodes(path):
    """How many departments, the first customer, how many nodes."""
    with open(path.rsplit(".", 1)[0] + ".nodes") as file:
        return [int(word) for word in file.read().split()]


def pairs(components, successors, departments, first_customer, count):
    """How many pairs there are, by one set of bits for each component; `components` come behind those they lead to."""
    customers = [0] * count
    for component in components:
        bits = 0
        for node in component:
            if node >= first_customer:
                bits |= 1 << (node - first_customer)
            for successor in successors(node):
                bits |= customers[successor]
        for node in component:
            customers[node] = bits
    return sum(bits.bit_count() for bits in customers[:departments])


def measure(load, derive):
    """Says the seconds of loading and of deriving, and the number of pairs."""
    path = sys.argv[1]
    before = time.process_time()
    graph = load(path, nodes(path))
    loaded = time.process_time()
    answer = derive(graph, nodes(path))
    print(loaded - before, time.process_time() - loaded, answer)
