'use strict';
// The map: ground and incidents on a canvas. Coordinates of the ground are those of the file: whole
// numbers of a Mercator square, which `project` turns degrees into as well.

const SHAPES = {
  circle: ring(24), hexagon: ring(6), pentagon: ring(5), square: ring(4, 45), diamond: ring(4), triangle: ring(3),
  star: star(5), cross_fill: [[-.35, -1], [.35, -1], [.35, -.35], [1, -.35], [1, .35], [.35, .35], [.35, 1], [-.35, 1], [-.35, .35], [-1, .35], [-1, -.35], [-.35, -.35]],
  half_square: [[-.8, -.8], [.1, -.8], [.1, .8], [-.8, .8]], right_half_triangle: [[-.4, -1], [.9, .8], [-.4, .8]],
  filled_arrowhead: [[-.7, -.9], [.9, 0], [-.7, .9]], semi_circle: ring(24).filter(p => p[1] <= .01),
};

function ring(corners, turn = 0) {
  return Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners * 360 + turn - 90) * Math.PI / 180;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

function star(points) {
  return ring(2 * points).map((p, i) => i % 2 ? [p[0] * .45, p[1] * .45] : p);
}

function tracePolygon(context, shape, x, y, size) {
  context.beginPath();
  for (const [dx, dy] of shape) context.lineTo(x + dx * size, y + dy * size);
  context.closePath();
}

// Happened: filled. Planned, threatened, denied, prevented: an outline only.
function drawMark(context, type, open, x, y, size, casing) {
  tracePolygon(context, SHAPES[type.shape] || SHAPES.circle, x, y, size);
  context.lineWidth = open ? 2 : 1.2;
  context.fillStyle = open ? casing : type.color;
  context.strokeStyle = open ? type.color : casing;
  context.fill();
  context.stroke();
}

class IncidentMap {
  constructor(canvas, data, onPick) {
    this.canvas = canvas;
    this.view = data.view;
    this.types = new Map(data.types.map(type => [type.name, type]));
    this.ground = data.ground.layers.map(layer => ({ role: layer.role, paths: layer.paths.map(d => new Path2D(d)) }));
    this.names = data.ground.names.sort((a, b) => a.rank - b.rank || (b.people || 0) - (a.people || 0))
      .map(name => ({ text: name.text, rank: name.rank, at: this.project(name.lon, name.lat) }));
    this.shown = [];
    this.selected = null;
    this.onPick = onPick;
    this.listen();
    this.showAll();
  }

  project(lon, lat) {
    const v = this.view;
    const turned = lon < v.west - 1e-9 && lon + 360 <= v.east + (360 - (v.east - v.west)) / 2 ? lon + 360 : lon;
    const mercator = Math.asinh(Math.tan(Math.max(-85, Math.min(85, lat)) * Math.PI / 180)) * 180 / Math.PI;
    return [(turned - v.west) * v.scale, (v.top - mercator) * v.scale];
  }

  // --- where the window is ---

  showAll() {
    const [left, top] = this.project(this.view.window[0], this.view.window[3]);
    let [right, bottom] = this.project(this.view.window[2], this.view.window[1]);
    if (right <= left) right += 360 * this.view.scale;
    const { width, height } = this.size();
    this.fit = Math.min(width / (right - left), height / (bottom - top));
    this.zoom = this.fit;
    this.untouched = true;
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    this.draw();
  }

  size() {
    const box = this.canvas.getBoundingClientRect();
    return { width: Math.max(1, box.width), height: Math.max(1, box.height) };
  }

  toScreen([x, y]) {
    return [(x - this.x) * this.zoom + this.middle[0], (y - this.y) * this.zoom + this.middle[1]];
  }

  move(dx, dy) {
    this.untouched = false;
    this.x = Math.max(0, Math.min(this.view.width, this.x - dx / this.zoom));
    this.y = Math.max(0, Math.min(this.view.height, this.y - dy / this.zoom));
    this.draw();
  }

  zoomBy(factor, px, py) {
    const { width, height } = this.size();
    const fx = px === undefined ? 0 : px - width / 2, fy = py === undefined ? 0 : py - height / 2;
    const before = this.zoom;
    this.zoom = Math.max(this.fit / 4, Math.min(this.fit * 200, this.zoom * factor));
    this.x += fx / before - fx / this.zoom;
    this.y += fy / before - fy / this.zoom;
    this.move(0, 0);
  }

  center(incident) {
    if (incident.lon === undefined) return;
    [this.x, this.y] = this.project(incident.lon, incident.lat);
    this.zoom = Math.max(this.zoom, this.fit * 1.5);
    this.untouched = false;
    this.draw();
  }

  // --- what it shows ---

  // Incidents at one place stand around it, none under another.
  place(incidents) {
    const heaps = new Map();
    this.shown = [];
    for (const incident of incidents) {
      if (incident.lon === undefined) continue;
      const key = incident.lon + ' ' + incident.lat;
      const before = heaps.get(key) || 0;
      heaps.set(key, before + 1);
      const angle = before * 2.399963, far = before ? 7 * Math.sqrt(before) + 3 : 0; // the golden angle
      this.shown.push({ incident, at: this.project(incident.lon, incident.lat), dx: far * Math.cos(angle), dy: far * Math.sin(angle) });
    }
    this.ways = incidents.filter(incident => incident.way);
    this.draw();
  }

  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = null; this.paint(); });
  }

  paint() {
    const { width, height } = this.size(), ratio = window.devicePixelRatio || 1;
    const context = this.canvas.getContext('2d'), style = getComputedStyle(document.documentElement);
    this.middle = [width / 2, height / 2];
    const colours = new Map(); // asked for at every mark
    this.colour = name => {
      if (!colours.has(name)) colours.set(name, style.getPropertyValue('--' + name).trim());
      return colours.get(name);
    };
    this.stamps = new Map();
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.colour('sea');
    context.fillRect(0, 0, width, height);
    context.lineJoin = context.lineCap = 'round';
    this.placeMarks();
    this.paintGround(context, width, height);
    this.paintCircles(context);
    this.paintNames(context, width, height);
    this.paintWays(context);
    this.paintMarks(context, width, height);
  }

  placeMarks() {
    for (const shown of this.shown) {
      const [x, y] = this.toScreen(shown.at);
      shown.px = x + shown.dx;
      shown.py = y + shown.dy;
    }
  }

  paintGround(context, width, height) {
    const widths = { land: 1, admin1: .8, river: 1.1, lake: .7, border: 1.3, disputed: 1.3 };
    context.save();
    context.translate(width / 2, height / 2);
    context.scale(this.zoom, this.zoom);
    context.translate(-this.x, -this.y);
    for (const layer of this.ground) {
      const stroke = { land: 'coast', lake: 'coast', river: 'water', disputed: 'border' }[layer.role] || layer.role;
      context.strokeStyle = this.colour(stroke);
      context.fillStyle = this.colour(layer.role === 'lake' ? 'sea' : 'land');
      context.lineWidth = widths[layer.role] / this.zoom;
      context.setLineDash(layer.role === 'disputed' ? [4 / this.zoom, 4 / this.zoom] : []);
      for (const path of layer.paths) {
        if (layer.role === 'land' || layer.role === 'lake') context.fill(path, 'evenodd');
        context.stroke(path);
      }
    }
    context.restore();
  }

  // Of what is only known roughly, how roughly.
  paintCircles(context) {
    context.save();
    context.setLineDash([4, 3]);
    context.lineWidth = 1;
    for (const { incident, at } of this.shown) {
      if (!incident.radius_m || incident.radius_m < 3000) continue;
      const metres = this.view.scale / 111195 / Math.cos(incident.lat * Math.PI / 180);
      const size = incident.radius_m * metres * this.zoom, chosen = incident === this.selected;
      if (size < 9) continue;
      const [x, y] = this.toScreen(at);
      context.strokeStyle = this.colour(chosen ? 'accent' : 'quiet');
      context.globalAlpha = chosen ? 1 : .45;
      context.beginPath();
      context.arc(x, y, size, 0, 2 * Math.PI);
      context.stroke();
    }
    context.restore();
  }

  // Whether no mark stands in a box: in squares of a few pixels, because there may be very many marks.
  roomBesideMarks(width, height) {
    const side = 7, columns = Math.ceil(width / side) + 2, rows = Math.ceil(height / side) + 2;
    const used = new Uint8Array(columns * rows);
    const square = (x, y) => [Math.max(0, Math.min(columns - 1, Math.floor(x / side))), Math.max(0, Math.min(rows - 1, Math.floor(y / side)))];
    const visit = (left, top, right, bottom, each) => {
      const [c0, r0] = square(left, top), [c1, r1] = square(right, bottom);
      for (let r = r0; r <= r1; r++) for (let c = c0; c <= c1; c++) if (each(r * columns + c)) return true;
      return false;
    };
    for (const { px, py } of this.shown)
      if (px > -7 && py > -7 && px < width + 7 && py < height + 7) visit(px - 5, py - 5, px + 5, py + 5, at => { used[at] = 1; });
    return ([left, top, right, bottom]) => !visit(left, top, right, bottom, at => used[at]);
  }

  paintNames(context, width, height) {
    const isFree = this.roomBesideMarks(width, height), taken = [];
    context.save();
    context.font = '12px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
    context.textBaseline = 'middle';
    context.lineWidth = 3;
    const wide = width / this.zoom / this.view.scale; // degrees
    const finest = wide > 90 ? 2 : wide > 40 ? 3 : wide > 20 ? 4 : wide > 8 ? 5 : 7;
    for (const name of this.names) {
      if (name.rank > finest) break; // they come by rank
      const [x, y] = this.toScreen(name.at);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const box = [x - 4, y - 8, x + 10 + context.measureText(name.text).width, y + 8];
      if (!isFree(box) || taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      context.strokeStyle = this.colour('halo');
      context.fillStyle = this.colour('quiet');
      context.beginPath();
      context.arc(x, y, 1.6, 0, 2 * Math.PI);
      context.fill();
      context.strokeText(name.text, x + 6, y);
      context.fillText(name.text, x + 6, y);
    }
    context.restore();
  }

  paintWays(context) {
    const { width, height } = this.size();
    for (const incident of this.ways || []) {
      const points = incident.way.map(([lon, lat]) => this.toScreen(this.project(lon, lat)));
      if (points.every(([x]) => x < 0) || points.every(([x]) => x > width) || points.every(([, y]) => y < 0) ||
          points.every(([, y]) => y > height)) continue;
      context.save();
      context.strokeStyle = context.fillStyle = this.types.get(incident.type).color;
      context.lineWidth = incident === this.selected ? 4 : 2.4;
      if (incident.open) context.setLineDash([7, 5]);
      for (let i = 1; i < points.length; i++) this.paintLeg(context, points[i - 1], points[i], i === points.length - 1);
      context.restore();
    }
  }

  paintLeg(context, [ax, ay], [bx, by], last) {
    const mx = (ax + bx) / 2 - (by - ay) * .12, my = (ay + by) / 2 + (bx - ax) * .12; // a little curved
    context.beginPath();
    context.moveTo(ax, ay);
    context.quadraticCurveTo(mx, my, bx, by);
    this.strokeCased(context);
    if (!last) return;
    const angle = Math.atan2(by - my, bx - mx);
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(bx, by);
    for (const side of [-1, 1]) context.lineTo(bx - 13 * Math.cos(angle + side * .4), by - 13 * Math.sin(angle + side * .4));
    context.closePath();
    context.fill();
  }

  // A dark line on dark land is seen by its edge.
  strokeCased(context) {
    const colour = context.strokeStyle, width = context.lineWidth;
    context.strokeStyle = this.colour('casing');
    context.lineWidth = width + 1.6;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  // A mark is drawn once and stamped: there may be very many.
  stampOf(type, open, casing) {
    const key = type + (open ? '?' : ''), half = 13, ratio = window.devicePixelRatio || 1;
    if (!this.stamps.has(key)) {
      const stamp = document.createElement('canvas');
      stamp.width = stamp.height = Math.ceil(2 * half * ratio);
      const context = stamp.getContext('2d');
      context.scale(ratio, ratio);
      context.lineJoin = context.lineCap = 'round';
      drawMark(context, this.types.get(type), open, half, half, 6.5, casing);
      this.stamps.set(key, stamp);
    }
    return [this.stamps.get(key), half, ratio];
  }

  paintMarks(context, width, height) {
    const casing = this.colour('casing');
    const later = [];
    for (const shown of this.shown) {
      if (shown.px < -20 || shown.py < -20 || shown.px > width + 20 || shown.py > height + 20) continue;
      if (shown.incident === this.selected) later.push(shown);
      else {
        const [stamp, half, ratio] = this.stampOf(shown.incident.type, shown.incident.open, casing);
        const onPixel = value => Math.round((value - half) * ratio) / ratio;
        context.drawImage(stamp, onPixel(shown.px), onPixel(shown.py), stamp.width / ratio, stamp.height / ratio);
      }
    }
    for (const shown of later) {
      context.strokeStyle = this.colour('accent');
      context.lineWidth = 3;
      context.beginPath();
      context.arc(shown.px, shown.py, 14, 0, 2 * Math.PI);
      context.stroke();
      drawMark(context, this.types.get(shown.incident.type), shown.incident.open, shown.px, shown.py, 8.5, casing);
    }
  }

  // --- hands ---

  pick(x, y) {
    let best = null, nearest = 14 * 14; // pixels that a finger may miss by
    for (const shown of this.shown) {
      const far = (shown.px - x) ** 2 + (shown.py - y) ** 2;
      if (far < nearest) [best, nearest] = [shown.incident, far];
    }
    if (best) this.onPick(best);
  }

  listen() {
    const canvas = this.canvas;
    let from = null, moved = false;
    canvas.addEventListener('pointerdown', event => {
      from = [event.clientX, event.clientY];
      moved = false;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (!from) return;
      const dx = event.clientX - from[0], dy = event.clientY - from[1];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      moved = true;
      canvas.classList.add('dragging');
      from = [event.clientX, event.clientY];
      this.move(dx, dy);
    });
    canvas.addEventListener('pointerup', event => {
      const box = canvas.getBoundingClientRect();
      if (from && !moved) this.pick(event.clientX - box.left, event.clientY - box.top);
      from = null;
      canvas.classList.remove('dragging');
    });
    canvas.addEventListener('wheel', event => {
      const box = canvas.getBoundingClientRect();
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    canvas.addEventListener('keydown', event => {
      const keys = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
      if (keys[event.key]) this.move(...keys[event.key]);
      else if (event.key === '+' || event.key === '=') this.zoomBy(1.5);
      else if (event.key === '-') this.zoomBy(1 / 1.5);
      else if (event.key === '0') this.showAll();
      else return;
      event.preventDefault();
    });
    new ResizeObserver(() => this.untouched ? this.showAll() : this.draw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }
}
