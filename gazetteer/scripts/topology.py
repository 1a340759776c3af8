"""Polygons that share their borders: simplified once for both sides, merged without slivers.

The rings of all polygons are cut into arcs at the points where borders meet. An arc is simplified
once, so neighbours keep fitting; a merged area is what is left when arcs that are walked in both
directions cancel out. Coordinates are (lon, lat) tuples in degrees.
"""
import math
from collections import defaultdict

# Smaller rings are left out, unless they are all there is: square degrees, about 3 km².
MIN_RING_AREA = 0.0003
# After so many halvings of the tolerance an arc keeps all its points, and then all their decimals.
MAX_HALVINGS = 4
SOURCE_DECIMALS = 4
# Longer arcs are cut, so that one narrow place does not keep a whole coast from being simplified.
MAX_STEPS = 60
GRID_DEGREES = 0.5


def signed_area(ring):
    """Square degrees; positive when counter-clockwise. The ring repeats its first point."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def oriented(polygon):
    """The rings of a polygon, the outer one counter-clockwise and the holes clockwise."""
    rings = []
    for index, ring in enumerate(polygon):
        ring = [tuple(point[:2]) for point in ring]
        if (signed_area(ring) > 0) != (index == 0):
            ring.reverse()
        rings.append(ring)
    return rings


def contains(rings, point):
    """Whether `point` lies inside, by the even-odd rule over all rings."""
    x, y = point
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def bounds(rings):
    xs = [p[0] for ring in rings for p in ring]
    ys = [p[1] for ring in rings for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def reduce_line(line, tolerance):
    """Douglas-Peucker: the points of `line` that lie further than `tolerance` from the rest."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        dx, dy = bx - ax, by - ay
        length2 = dx * dx + dy * dy
        worst, far = -1.0, first
        for i in range(first + 1, last):
            px, py = line[i][0] - ax, line[i][1] - ay
            along = 0.0 if length2 == 0 else max(0.0, min(1.0, (px * dx + py * dy) / length2))
            distance2 = (px - along * dx) ** 2 + (py - along * dy) ** 2
            if distance2 > worst:
                worst, far = distance2, i
        if worst > tolerance * tolerance:
            keep[far] = True
            todo += [(first, far), (far, last)]
    return [point for point, kept in zip(line, keep) if kept]


class Topology:
    """Arcs of a set of rings. A ring becomes a list of arc numbers; ~n is arc n walked backwards."""

    def __init__(self, shapes):
        """`shapes`: for each area a list of polygons, each a list of rings."""
        shapes = [[oriented(polygon) for polygon in shape] for shape in shapes]
        rings = [ring for shape in shapes for polygon in shape for ring in polygon]
        junctions = self._junctions(rings)
        self.arcs = []
        self._known = {}
        self._exact = set()  # points that keep their decimals, or lines would touch
        self.shapes = [[arc for polygon in shape for ring in polygon
                        for arc in self._cut(ring, junctions)] for shape in shapes]
        self.lines = [list(arc) for arc in self.arcs]

    @staticmethod
    def _junctions(rings):
        """Points at which the two neighbours on the ring are not the same for every ring."""
        neighbours = {}
        junctions = set()
        for ring in rings:
            for i in range(len(ring) - 1):
                around = frozenset((ring[i - 1 if i else -2], ring[i + 1]))
                if neighbours.setdefault(ring[i], around) != around:
                    junctions.add(ring[i])
        return junctions

    def _cut(self, ring, junctions):
        ring = ring[:-1]
        starts = [i for i, point in enumerate(ring) if point in junctions]
        if not starts:
            starts = [ring.index(min(ring))]
        for here, after in zip(starts, starts[1:] + [starts[0] + len(ring)]):
            line = tuple(ring[i % len(ring)] for i in range(here, after + 1))
            # Cut the same way for the neighbour, who walks the line from its other end.
            forward = line <= line[::-1]
            line = line if forward else line[::-1]
            pieces = [line[i:i + MAX_STEPS + 1] for i in range(0, len(line) - 1, MAX_STEPS)]
            for piece in pieces if forward else reversed(pieces):
                yield self._number(piece if forward else piece[::-1])

    def _number(self, line):
        if line in self._known:
            return self._known[line]
        back = line[::-1]
        if back in self._known:
            return ~self._known[back]
        self._known[line] = len(self.arcs)
        self.arcs.append(line)
        return self._known[line]

    def walk(self, arc):
        return self.lines[arc] if arc >= 0 else self.lines[~arc][::-1]

    def simplify(self, tolerance, decimals, repair=True):
        """Simplifies every arc so that no two cross; those that would keep more of their points.

        Without `repair` crossings stay: good enough to be painted small.
        """
        scale = [tolerance] * len(self.arcs)
        halvings = [0] * len(self.arcs)
        todo = range(len(self.arcs))
        while todo:
            for number in todo:
                self.lines[number] = self._reduced(number, scale[number], decimals)
            crossing = self._crossing() if repair else set()
            todo = sorted(n for n in crossing if halvings[n] <= MAX_HALVINGS)
            for number in todo:
                halvings[number] += 1
                scale[number] = scale[number] / 2 if halvings[number] < MAX_HALVINGS else 0.0
                if halvings[number] > MAX_HALVINGS:
                    self._exact.update(self.arcs[number])
            if todo:
                todo = sorted(set(todo).union(n for n, arc in enumerate(self.arcs)
                                              if arc[0] in self._exact or arc[-1] in self._exact))
        return crossing

    def _reduced(self, number, tolerance, decimals):
        arc = self.arcs[number]
        if arc[0] == arc[-1] and len(arc) > 4:
            # A closed arc has no two fixed ends: hold its first point and the one furthest from it.
            far = max(range(len(arc)), key=lambda i: math.dist(arc[0], arc[i]))
            line = (reduce_line(arc[:far + 1], tolerance)
                    + reduce_line(arc[far:], tolerance)[1:])
            if len(line) < 5:
                line = list(arc)
        else:
            line = reduce_line(arc, tolerance)
        rounded = [point if point in self._exact else tuple(round(v, decimals) for v in point)
                   for point in line]
        return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]

    def _crossing(self):
        """Numbers of the arcs that meet another, or themselves, elsewhere than at their ends."""
        grid = defaultdict(list)
        for number, line in enumerate(self.lines):
            for i, (a, b) in enumerate(zip(line, line[1:])):
                segment = (number, i, a, b)
                for gx in range(math.floor(min(a[0], b[0]) / GRID_DEGREES),
                                math.floor(max(a[0], b[0]) / GRID_DEGREES) + 1):
                    for gy in range(math.floor(min(a[1], b[1]) / GRID_DEGREES),
                                    math.floor(max(a[1], b[1]) / GRID_DEGREES) + 1):
                        grid[gx, gy].append(segment)
        found = set()
        for segments in grid.values():
            segments.sort(key=lambda s: min(s[2][0], s[3][0]))
            for i, one in enumerate(segments):
                right = max(one[2][0], one[3][0])
                for j in range(i + 1, len(segments)):
                    other = segments[j]
                    if min(other[2][0], other[3][0]) > right:
                        break
                    if segments_clash(one[2], one[3], other[2], other[3]):
                        found.update((one[0], other[0]))
        return found

    def merge(self, numbers, min_ring_area=MIN_RING_AREA):
        """The outline of several areas together: a list of polygons, each a list of rings."""
        arcs = {}
        for number in numbers:
            for arc in self.shapes[number]:
                if ~arc in arcs:
                    del arcs[~arc]
                else:
                    arcs[arc] = True
        return polygons_of([self.walk(arc) for arc in arcs], min_ring_area)


def _turn(a, b, c):
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return 0 if abs(value) < 1e-12 else (1 if value > 0 else -1)


def _between(a, b, p):
    return (min(a[0], b[0]) <= p[0] <= max(a[0], b[0])
            and min(a[1], b[1]) <= p[1] <= max(a[1], b[1]))


def segments_clash(a, b, c, d):
    """Whether two segments share more than one common end point."""
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    shared = {a, b} & {c, d}
    if len(shared) == 2:
        return True
    if shared:
        (joint,) = shared
        p = b if a == joint else a
        q = d if c == joint else c
        return _turn(joint, p, q) == 0 and (_between(joint, p, q) or _between(joint, q, p))
    t1, t2, t3, t4 = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if t1 != t2 and t3 != t4 and 0 not in (t1, t2, t3, t4):
        return True
    return ((t1 == 0 and _between(a, b, c)) or (t2 == 0 and _between(a, b, d))
            or (t3 == 0 and _between(c, d, a)) or (t4 == 0 and _between(c, d, b)))


def polygons_of(lines, min_ring_area=MIN_RING_AREA):
    """Stitches directed lines, the inside on their left, into polygons."""
    leaving = defaultdict(list)
    for line in lines:
        if len(line) > 1:
            leaving[line[0]].append(line)
    rings = []
    for start in sorted(leaving):
        while leaving[start]:
            ring = list(leaving[start].pop())
            while ring[-1] != ring[0]:
                ring += _next_line(ring, leaving)[1:]
            rings += [r for r in untied(ring) if len(r) > 3 and abs(signed_area(r)) > 0]
    return nest(rings, min_ring_area)


def untied(ring):
    """A ring that passes a point twice, as the rings that meet there (a hole that touches)."""
    rings, path, place = [], [], {}
    for point in ring:
        if point in place:
            start = place[point]
            rings.append(path[start:] + [point])
            for dropped in path[start + 1:]:
                del place[dropped]
            del path[start + 1:]
        else:
            place[point] = len(path)
            path.append(point)
    return rings


def _next_line(ring, leaving):
    """The line that goes on from the end of `ring`: the first one clockwise, to stay on one area."""
    here, before = ring[-1], ring[-2]
    choices = leaving[here]
    back = math.atan2(before[1] - here[1], before[0] - here[0])

    def clockwise_angle(line):
        out = math.atan2(line[1][1] - here[1], line[1][0] - here[0])
        return (back - out) % (2 * math.pi) or 2 * math.pi

    best = min(choices, key=clockwise_angle)
    choices.remove(best)
    return best


def nest(rings, min_ring_area):
    """Outer rings with the holes that lie in them; rings too small to matter are left out."""
    outers = sorted((r for r in rings if signed_area(r) > 0), key=signed_area, reverse=True)
    outers = outers[:1] + [r for r in outers[1:] if signed_area(r) >= min_ring_area]
    polygons = [[ring] for ring in outers]
    for hole in (r for r in rings if signed_area(r) <= -min_ring_area):
        inside = [p for p in polygons
                  if sum(contains(p[:1], midpoint(a, b)) for a, b in zip(hole, hole[1:]))
                  * 2 > len(hole) - 1]
        if inside:
            inside[-1].append(hole)
    return polygons


def midpoint(a, b):
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def centre(polygons):
    """Centre of area on the sphere (so that 180 degrees is no edge), moved inside if need be."""
    total = [0.0, 0.0, 0.0]
    for polygon in polygons:
        for ring in polygon:
            weight, (lon, lat) = _ring_moment(ring)
            weight *= math.cos(math.radians(lat))
            for axis, value in enumerate(_unit(lon, lat)):
                total[axis] += weight * value
    lon = math.degrees(math.atan2(total[1], total[0]))
    lat = math.degrees(math.atan2(total[2], math.hypot(total[0], total[1])))
    return lon, lat


def _ring_moment(ring):
    area = signed_area(ring)
    x0, y0 = ring[0]
    mx = my = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        mx += cross * (x1 + x2 + x0)
        my += cross * (y1 + y2 + y0)
    return area, (mx / (6 * area), my / (6 * area))


def _unit(lon, lat):
    lon, lat = math.radians(lon), math.radians(lat)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def area_m2(polygons):
    """Area on a sphere of 6371 km, each ring by the latitude of its centre of area."""
    metres = math.radians(1) * 6371008.8
    total = 0.0
    for polygon in polygons:
        for ring in polygon:
            if signed_area(ring):
                area, (_, lat) = _ring_moment(ring)
                total += area * math.cos(math.radians(lat)) * metres * metres
    return total
