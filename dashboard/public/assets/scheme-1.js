/* Sets the colours before the first paint: the program itself comes later, and the page must not flash meanwhile.
   Kept for ever by browsers: a change needs a new name. */
(() => {
  const kept = localStorage.getItem('mantine-color-scheme-value');
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
