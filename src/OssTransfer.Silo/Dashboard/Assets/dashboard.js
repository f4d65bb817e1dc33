// Keeps a page up to date: asks the silo for what has changed while somebody looks, and changes only that, so that focus, selection and scrolling stay.
'use strict';
(() => {
  const main = document.getElementById('content');
  const offline = document.querySelector('.offline');
  let tag = null;
  let timer = null;

  const seconds = () => Number(main.querySelector('[data-live]')?.dataset.live ?? 0);

  // The same element, by its kind and key.
  const same = (one, other) =>
    one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.dataset?.key ?? null) === (other.dataset?.key ?? null);

  const change = (from, to) => {
    if (from.nodeType === Node.TEXT_NODE) {
      if (from.data !== to.data) from.data = to.data;
      return;
    }
    if (from.nodeType !== Node.ELEMENT_NODE) return;
    // Don't overwrite what somebody is typing.
    if (from === document.activeElement && from.matches('input, select, textarea')) return;
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
    for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    changeInside(from, to);
  };

  const changeInside = (from, to) => {
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      let match = at;
      while (match && !same(match, wanted)) match = match.nextSibling;
      if (match) {
        while (at !== match) {
          const gone = at;
          at = at.nextSibling;
          gone.remove();
        }
        change(match, wanted);
        at = match.nextSibling;
      } else {
        from.insertBefore(wanted, at);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };

  const plan = (factor = 1) => {
    clearTimeout(timer);
    const every = seconds();
    if (every > 0 && !document.hidden) timer = setTimeout(update, every * 1000 * factor);
  };

  const update = async () => {
    const began = performance.now();
    try {
      const answer = await fetch(location.href, {
        headers: { 'X-Update': '1', ...(tag ? { 'If-None-Match': tag } : {}) }, redirect: 'error', cache: 'no-store',
      });
      if (answer.status === 401) {
        location.reload();
        return;
      }
      if (answer.status !== 304) {
        if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
        const text = await answer.text();
        const notice = main.querySelector('.notice');
        const next = document.createElement('main');
        next.append(...new DOMParser().parseFromString(text, 'text/html').body.childNodes);
        if (notice) next.prepend(notice.cloneNode(true));
        changeInside(main, next);
        tag = answer.headers.get('ETag');
      }
      offline.hidden = true;
      // A silo that has much to do is asked less often.
      plan(Math.max(1, (performance.now() - began) / 500));
    } catch {
      offline.hidden = false;
      plan(3);
    }
  };

  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : seconds() > 0 && update()));
  plan();
})();
