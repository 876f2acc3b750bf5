/** Shows the whole drawing in the middle, no larger than it is, with room around it and for what stands at the left. */
export function fit(canvas, left = 20) {
  const { inner, outer } = canvas.viewbox();
  const room = { width: outer.width - left - 20, height: outer.height - 40 };
  const scale = Math.min(room.width / inner.width, room.height / inner.height, 1);
  if (!(scale > 0)) {
    return; // nothing is drawn, or nobody sees it
  }
  canvas.viewbox({
    x: inner.x - (left + (room.width - inner.width * scale) / 2) / scale,
    y: inner.y - (20 + (room.height - inner.height * scale) / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
