"""Rivers: names the nameless lines of GSHHG by walking along them from point to point."""
import heapq
import math
from collections import defaultdict

from topology import reduce_line

# Ends of lines so near to another line are taken for joined: lines break off at lakes and dams.
GAP_DEGREES = 0.6
# A gap costs as much as a way this many times as long, so that no tributary is jumped over.
GAP_COST = 6.0
# How far the way may leave the box of its two points.
MARGIN_DEGREES = 4.0
CELL_DEGREES = 0.6
DECIMALS = 3


def read_gmt(path):
    """Lines of a GMT multi-segment file, without doubles (it cuts at the edges of its bins)."""
    lines, seen = [], set()
    with open(path, encoding="ascii") as file:
        for text in file:
            if text.startswith(">"):
                lines.append([])
            elif not text.startswith("#"):
                lon, lat = (round(float(value), DECIMALS) for value in text.split()[:2])
                if not lines[-1] or lines[-1][-1] != (lon, lat):
                    lines[-1].append((lon, lat))
    for line in lines:
        key = min(tuple(line), tuple(line[::-1]))
        if len(line) > 1 and key not in seen:
            seen.add(key)
            yield line


class Network:
    def __init__(self, levels, shores):
        """`levels`: for each level of importance a list of lines. `shores` lead through lakes."""
        self.level = {}  # (point, point) in order -> level
        self.links = defaultdict(set)
        self.ends = set()
        for level, lines in enumerate(levels):
            for line in lines:
                self.ends.update((line[0], line[-1]))
                for a, b in zip(line, line[1:]):
                    self.level.setdefault((min(a, b), max(a, b)), level)
                    self.links[a].add(b)
                    self.links[b].add(a)
        for line in shores:
            for a, b in zip(line, line[1:]):
                self.links[a].add(b)
                self.links[b].add(a)
        self.cells = defaultdict(list)
        for point in sorted(self.links):
            self.cells[self._cell(point)].append(point)
        self.end_cells = defaultdict(list)
        for point in sorted(self.ends):
            self.end_cells[self._cell(point)].append(point)
        self.named = {}

    @staticmethod
    def _cell(point):
        return math.floor(point[0] / CELL_DEGREES), math.floor(point[1] / CELL_DEGREES)

    def _near(self, cells, point):
        x, y = self._cell(point)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                yield from cells.get((x + dx, y + dy), ())

    def nearest(self, point):
        return min(self._near(self.cells, point), key=lambda p: (math.dist(p, point), p), default=None)

    def way(self, start, goal):
        """Points from `start` to `goal` along the lines; None if there is no way."""
        west, east = sorted((start[0], goal[0]))
        south, north = sorted((start[1], goal[1]))
        best, before = {start: 0.0}, {}
        queue = [(0.0, start)]
        while queue:
            cost, here = heapq.heappop(queue)
            if here == goal:
                return self._traced(before, start, goal)
            if cost > best[here]:
                continue
            for there, price in self._steps(here):
                if not (west - MARGIN_DEGREES <= there[0] <= east + MARGIN_DEGREES
                        and south - MARGIN_DEGREES <= there[1] <= north + MARGIN_DEGREES):
                    continue
                if cost + price < best.get(there, math.inf):
                    best[there] = cost + price
                    before[there] = here
                    heapq.heappush(queue, (cost + price, there))
        return None

    def _steps(self, here):
        for there in self.links[here]:
            yield there, math.dist(here, there)
        # From the end of a line to anywhere near, and from anywhere to such an end.
        for there in self._near(self.cells if here in self.ends else self.end_cells, here):
            gap = math.dist(here, there)
            if 0 < gap <= GAP_DEGREES:
                yield there, gap * GAP_COST

    @staticmethod
    def _traced(before, start, goal):
        path = [goal]
        while path[-1] != start:
            path.append(before[path[-1]])
        return path[::-1]

    def name(self, river, points):
        """Gives the lines along `points` the river's name; returns the legs that have no way."""
        missing = []
        nodes = [self.nearest(point) for point in points]
        for (a, b), (start, goal) in zip(zip(points, points[1:]), zip(nodes, nodes[1:])):
            path = self.way(start, goal) if start and goal else None
            if path is None:
                missing.append((a, b))
                continue
            for edge in zip(path, path[1:]):
                edge = min(edge), max(edge)
                if edge in self.level:
                    self.named.setdefault(edge, river)
        return missing

    def lines(self, tolerance, deepest):
        """(river or None, level, line) for all named lines and those up to level `deepest`."""
        groups = defaultdict(set)
        for edge, level in self.level.items():
            river = self.named.get(edge)
            if river is not None or level <= deepest:
                groups[river or "", 0 if river else level].add(edge)
        for (river, level), edges in sorted(groups.items()):
            for line in chains(edges):
                yield river or None, level, reduce_line(line, tolerance)


def chains(edges):
    """Joins edges to lines that run from fork to fork."""
    links = defaultdict(set)
    for a, b in edges:
        links[a].add(b)
        links[b].add(a)
    used = set()

    def follow(here, there):
        line = [here, there]
        used.add((min(here, there), max(here, there)))
        while len(links[line[-1]]) == 2:
            (after,) = links[line[-1]] - {line[-2]}
            edge = (min(line[-1], after), max(line[-1], after))
            if edge in used:
                break
            used.add(edge)
            line.append(after)
        return line

    starts = sorted(p for p in links if len(links[p]) != 2) + sorted(links)
    for start in starts:
        for after in sorted(links[start]):
            if (min(start, after), max(start, after)) not in used:
                yield follow(start, after)


def closed_rings(lines):
    """Joins lines by their ends to rings; what does not close is left out."""
    ends = defaultdict(list)
    for number, line in enumerate(lines):
        ends[line[0]].append(number)
        ends[line[-1]].append(number)
    used = set()
    for first, line in enumerate(lines):
        if first in used:
            continue
        used.add(first)
        ring = list(line)
        while ring[0] != ring[-1]:
            after = next((n for n in ends[ring[-1]] if n not in used), None)
            if after is None:
                break
            used.add(after)
            more = lines[after]
            ring += more[1:] if more[0] == ring[-1] else more[-2::-1]
        if ring[0] == ring[-1] and len(ring) > 4:
            yield ring
