// Where the clocks of a case are wider than the page, now stands in the first third.
const show = () => {
  for (const box of document.querySelectorAll('.clock-box')) {
    const now = box.querySelector('.c-now');
    if (now && box.scrollWidth > box.clientWidth) box.scrollLeft += now.getBoundingClientRect().left - box.getBoundingClientRect().left - box.clientWidth / 3;
  }
};
show();
document.addEventListener('swapped', show);
addEventListener('resize', show);
