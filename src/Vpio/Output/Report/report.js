"use strict";
// Draws the timeline. Lanes come twice: exact turns, as far as they were kept, and sums in bins; what is drawn depends on how much is in view.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const canvas = document.getElementById("timeline");
  const range = document.getElementById("range");
  const under = document.getElementById("under");
  const duration = Math.max(1, data.durationUs);
  const view = { from: 0, to: duration };
  const narrowest = 10;

  const bytesOf = text => Uint8Array.from(atob(text), each => each.charCodeAt(0));

  // Numbers of up to 53 bits, 7 bits a byte, the lowest first.
  const numbersOf = text => {
    const bytes = bytesOf(text), numbers = [];
    for (let i = 0; i < bytes.length;) {
      let number = 0, scale = 1, byte;
      do {
        byte = bytes[i++];
        number += (byte & 127) * scale;
        scale *= 128;
      } while (byte & 128);
      numbers.push(number);
    }
    return numbers;
  };

  const lanes = data.lanes.map(lane => {
    const numbers = numbersOf(lane.exact), step = lane.states ? 2 : 1, count = numbers.length / step;
    const times = new Float64Array(count), states = new Uint8Array(count);
    for (let i = 0, at = 0; i < count; i++) {
      times[i] = at += numbers[i * step];
      states[i] = lane.states ? numbers[i * step + 1] : 0;
    }
    const known = lane.isWhole ? Infinity : times[count - 1];
    return { ...lane, names: lane.states, times, states, known, bins: lane.states ? bytesOf(lane.bins) : numbersOf(lane.bins) };
  });

  // The index of the last time that is not behind a moment; -1 for none.
  const find = (times, at) => {
    let low = 0, high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= at) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  const laneHeight = 46, top = 4, axisHeight = 26;
  const height = top + lanes.length * laneHeight + axisHeight;
  let width = 0, colors = {};

  const timeText = us => us >= 1e6 ? (us / 1e6).toFixed(view.to - view.from < 2000 ? 6 : 4) + " s" : us >= 1000 ? (us / 1000).toFixed(3) + " ms" : Math.round(us) + " µs";
  const xOf = us => (us - view.from) / (view.to - view.from) * width;
  const usOf = x => view.from + x / width * (view.to - view.from);

  const readColors = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["text", "dim", "line", "tick", "bad", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"])
      colors[name] = style.getPropertyValue("--" + name).trim();
  };
  // The first colour is that of rest: of a reusable state.
  const colorOf = (lane, state) => colors["s" + lane.colors[state]];

  const drawExactStates = (context, lane, y, h) => {
    for (let i = Math.max(0, find(lane.times, view.from)); i < lane.times.length && lane.times[i] < view.to; i++) {
      const x0 = Math.max(0, xOf(lane.times[i])), end = i + 1 < lane.times.length ? lane.times[i + 1] : duration;
      const w = Math.max(1, Math.min(width, xOf(end)) - x0);
      context.fillStyle = colorOf(lane, lane.states[i]);
      context.fillRect(x0, y, w, h);
      if (w > 8 * lane.names[lane.states[i]].length + 8) {
        context.fillStyle = colors.text;
        context.fillText(lane.names[lane.states[i]], x0 + 4, y + h / 2 + 4);
      }
    }
  };

  const drawBinnedStates = (context, lane, y, h) => {
    const channels = lane.names.length, sums = new Float64Array(channels);
    const order = [...lane.names.keys()].sort((a, b) => lane.colors[a] - lane.colors[b]); // rest first
    for (let x = 0; x < width; x++) {
      sums.fill(0);
      const first = Math.floor(usOf(x) / lane.widthUs), last = Math.max(first, Math.ceil(usOf(x + 1) / lane.widthUs) - 1);
      let all = 0;
      for (let bin = first; bin <= last; bin++)
        for (let channel = 0; channel < channels; channel++) {
          const part = lane.bins[bin * channels + channel] || 0;
          sums[channel] += part;
          all += part;
        }
      if (all === 0) continue;
      // Rest fills the column; whatever else there was shows, however short it was.
      context.fillStyle = colorOf(lane, order[0]);
      context.fillRect(x, y, 1, h);
      let bottom = y + h;
      for (const channel of order) {
        if (sums[channel] === 0 || lane.colors[channel] === 0) continue;
        const part = Math.min(bottom - y, Math.max(2, sums[channel] / all * h));
        context.fillStyle = colorOf(lane, channel);
        context.fillRect(x, bottom - part, 1, part);
        bottom -= part;
      }
    }
  };

  const drawMoments = (context, lane, y, h) => {
    context.fillStyle = lane.isBad ? colors.bad : colors.tick;
    const first = find(lane.times, view.from - 1) + 1, last = find(lane.times, view.to);
    if (view.to <= lane.known && last - first < width) {
      for (let i = first; i <= last; i++)
        context.fillRect(xOf(lane.times[i]), y, 2, h);
      return;
    }
    const counts = new Float64Array(width);
    let most = 1;
    for (let x = 0; x < width; x++) {
      const from = Math.floor(usOf(x) / lane.widthUs), to = Math.max(from, Math.ceil(usOf(x + 1) / lane.widthUs) - 1);
      for (let bin = from; bin <= to; bin++)
        counts[x] += lane.bins[bin] || 0;
      most = Math.max(most, counts[x]);
    }
    for (let x = 0; x < width; x++)
      if (counts[x] > 0) {
        const part = Math.max(2, counts[x] / most * h);
        context.fillRect(x, y + h - part, 1, part);
      }
  };

  const drawAxis = (context, y) => {
    const span = view.to - view.from, wish = span / Math.max(2, width / 130), power = 10 ** Math.floor(Math.log10(wish));
    const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= wish);
    context.fillStyle = colors.dim;
    for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
      context.fillRect(xOf(at), y, 1, 5);
      const label = timeText(at), w = context.measureText(label).width;
      context.fillText(label, Math.min(width - w, Math.max(0, xOf(at) - w / 2)), y + 18);
    }
  };

  const draw = () => {
    const scale = window.devicePixelRatio || 1;
    width = Math.max(50, Math.floor(canvas.getBoundingClientRect().width) - 2);
    canvas.style.height = height + 2 + "px";
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.font = "12px system-ui, sans-serif";
    readColors();
    lanes.forEach((lane, index) => {
      const y = top + index * laneHeight;
      context.fillStyle = colors.text;
      context.fillText(lane.name, 2, y + 12);
      if (!lane.names)
        drawMoments(context, lane, y + 17, 24);
      else if (view.to <= lane.known && (find(lane.times, view.to) - find(lane.times, view.from)) * 4 < width)
        drawExactStates(context, lane, y + 17, 24);
      else
        drawBinnedStates(context, lane, y + 17, 24);
    });
    drawAxis(context, top + lanes.length * laneHeight);
    range.textContent = `${timeText(view.from)} to ${timeText(view.to)} of ${timeText(duration)}`;
  };

  let waiting = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  };

  const show = (from, to) => {
    const span = Math.min(duration, Math.max(Math.min(narrowest, duration), to - from));
    view.from = Math.min(Math.max(0, from), duration - span);
    view.to = view.from + span;
    // The view is part of the address, so that a moment can be pointed to.
    history.replaceState(null, "", span < duration ? `#t=${Math.round(view.from)}-${Math.round(view.to)}` : location.pathname + location.search);
    redraw();
  };
  const zoom = (factor, at = (view.from + view.to) / 2) => show(at - (at - view.from) * factor, at + (view.to - at) * factor);
  const move = part => show(view.from + (view.to - view.from) * part, view.to + (view.to - view.from) * part);

  const tell = at => {
    under.textContent = `${timeText(at)}: ` + lanes.filter(lane => lane.names).map(lane => {
      const i = find(lane.times, at);
      return lane.name + " " + (at > lane.known ? "?" : lane.names[lane.states[Math.max(0, i)]]);
    }).join(", ");
  };

  for (const [id, action] of Object.entries({ in: () => zoom(0.5), out: () => zoom(2), left: () => move(-0.5), right: () => move(0.5), all: () => show(0, duration) }))
    document.getElementById("zoom-" + id).addEventListener("click", action);

  canvas.addEventListener("keydown", event => {
    const action = { "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), "0": () => show(0, duration), ArrowLeft: () => move(-0.25), ArrowRight: () => move(0.25) }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
    tell((view.from + view.to) / 2);
  });
  canvas.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.shiftKey) return; // a plain wheel scrolls the page
    event.preventDefault();
    zoom((event.deltaY || event.deltaX) < 0 ? 0.7 : 1 / 0.7, usOf(event.offsetX));
  }, { passive: false });
  canvas.addEventListener("dblclick", event => zoom(0.25, usOf(event.offsetX)));

  const pointers = new Map();
  canvas.addEventListener("pointerdown", event => {
    pointers.set(event.pointerId, event.offsetX);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", event => {
    tell(Math.min(duration, Math.max(0, usOf(event.offsetX))));
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    if (others.length === 1) {
      const other = others[0][1], was = Math.abs(before - other), is = Math.abs(event.offsetX - other);
      if (was > 5 && is > 5) zoom(was / is, usOf(other));
    } else {
      const by = (before - event.offsetX) / width * (view.to - view.from);
      show(view.from + by, view.to + by);
    }
    pointers.set(event.pointerId, event.offsetX);
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, event => pointers.delete(event.pointerId));

  const follow = () => {
    const asked = /^#t=(\d+)-(\d+)$/.exec(location.hash);
    if (asked) show(Number(asked[1]), Number(asked[2])); else show(0, duration);
  };
  window.addEventListener("hashchange", follow);
  window.addEventListener("resize", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  follow();
  draw();
  document.documentElement.dataset.readyMs = Math.round(performance.now());
})();
