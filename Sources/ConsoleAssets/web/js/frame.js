// Drawing once a frame: whoever changed says so, and all of them are drawn together.

const dirty = new Set();
let pending = false;

/** Has `drawable.draw()` called in the next frame. */
export function invalidate(drawable) {
  dirty.add(drawable);
  if (pending) return;
  pending = true;
  requestAnimationFrame(drawAll);
}

function drawAll() {
  pending = false;
  const batch = [...dirty];
  dirty.clear();
  for (const drawable of batch) drawable.draw();
}
