// A fault leads to its line in the text beside it.
document.addEventListener('click', event => {
  const fault = event.target.closest('.faults > li[data-line]');
  const text = fault && [...document.querySelectorAll('textarea[data-file]')].find(area => area.dataset.file === fault.dataset.file);
  const line = Number(fault?.dataset.line);
  if (!text || !line) return;
  const lines = text.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  text.scrollTop = Math.max(0, (line - 5) * text.scrollHeight / lines.length);
});
