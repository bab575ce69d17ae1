// The way begins where one stands, when one says so.
document.querySelectorAll('[data-here]').forEach(button => {
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener('click', () => navigator.geolocation.getCurrentPosition(at => {
    location.href = `${button.dataset.here}${at.coords.latitude.toFixed(5)},${at.coords.longitude.toFixed(5)}`;
  }));
});
