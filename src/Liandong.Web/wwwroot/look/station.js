// Where one stands, only when asked for, only for this case; what the browser refuses is said and typed by hand.
const button = document.querySelector('[data-locate]');
if (button && 'geolocation' in navigator) {
  const said = document.querySelector('[data-located]');
  button.hidden = false;
  button.addEventListener('click', () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      document.querySelector('[data-lon]').value = coords.longitude.toFixed(6);
      document.querySelector('[data-lat]').value = coords.latitude.toFixed(6);
      // The point knows the area better than a list does.
      const area = document.querySelector('[name="area"]');
      if (area) area.value = '';
      said.textContent = said.dataset.found;
    },
    () => { said.textContent = said.dataset.none; },
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 }));
}
const print = document.querySelector('[data-print]');
if (print) { print.hidden = false; print.addEventListener('click', () => window.print()); }
