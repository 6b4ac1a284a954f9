// Makes the console's pages livelier. Every page works without it: what is marked here is a link, a form or text.
//   data-live="5" (with an id)   the part is fetched anew every so many seconds
//   data-swap="id"               a link or form of method get changes that part of the page alone
//   data-typing                  a form of method get is sent while one types
//   data-copy="id"               a button copies that element's text
//   data-unlocks="id" data-word  a button waits until the word has been typed
//   data-goes-on                 a form that sends itself, until it is left
//   data-first                   starts with the focus
'use strict';
(() => {
  const told = document.getElementById('told');
  const tell = words => told && (told.textContent = words);

  // The browser parses the answer into a document of its own, in which no script runs: no HTML is ever made of text here.
  const fetched = (url, take) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.setRequestHeader('X-Carabiner-Part', '1');
    request.onload = () => {
      if (request.status === 200 && request.response) take(request.response, request.responseURL);
      else if (request.status === 401) location.reload();
    };
    request.send();
    return request;
  };
  const swap = (id, from) => {
    const old = document.getElementById(id), fresh = from.getElementById(id);
    if (!old || !fresh || old.isEqualNode(fresh)) return;
    const focused = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceWith(document.adoptNode(fresh));
    if (focused) document.getElementById(focused)?.focus();
    ready(document.getElementById(id));
  };

  const live = element => {
    const beat = () => {
      const now = document.getElementById(element.id);
      if (!now || !now.dataset.live) return;
      const busy = document.hidden || now.contains(document.activeElement);
      if (busy) return void setTimeout(beat, now.dataset.live * 1000);
      fetched(location.href, page => {
        swap(element.id, page);
        const next = document.getElementById(element.id);
        if (next && next.dataset.live && next === now) setTimeout(beat, now.dataset.live * 1000);
      }).onerror = () => setTimeout(beat, now.dataset.live * 1000);
    };
    setTimeout(beat, element.dataset.live * 1000);
  };

  // Marks the addresses between which only a part was swapped. Jumps within a page are not among them.
  const SWAPPED = 'swapped';
  let running;
  const go = (url, id, push) => {
    running?.abort();
    running = fetched(url, (page, at) => {
      swap(id, page);
      document.title = page.title;
      history.replaceState(SWAPPED, '');
      if (push) history.pushState(SWAPPED, '', at);
      else history.replaceState(SWAPPED, '', at);
    });
  };
  const address = form => {
    const url = new URL(form.action);
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== '')).toString();
    return url.href;
  };

  const dismiss = toast => {
    const inside = toast.contains(document.activeElement);
    toast.remove();
    if (inside) document.getElementById('main')?.focus();
  };

  const ready = root => {
    if (!root) return;
    const all = selector => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    all('[data-copy], [data-dismiss]').forEach(button => (button.hidden = false));
    all('[data-live]').forEach(live);
    all('[data-toast=good]').forEach(toast => {
      tell(toast.textContent.trim());
      setTimeout(() => toast.isConnected && !toast.contains(document.activeElement) && dismiss(toast), 6000);
    });
    all('[data-goes-on]').forEach(form => setTimeout(() => form.isConnected && form.requestSubmit(), 100));
    all('[data-unlocks]').forEach(input => {
      const button = document.getElementById(input.dataset.unlocks);
      const look = () => (button.disabled = input.value !== input.dataset.word);
      input.addEventListener('input', look);
      look();
    });
    all('[data-typing]').forEach(form => {
      let wait;
      form.addEventListener('input', () => {
        clearTimeout(wait);
        wait = setTimeout(() => go(address(form), form.dataset.swap, false), 200);
      });
      form.addEventListener('change', () => go(address(form), form.dataset.swap, true));
    });
  };

  addEventListener('click', event => {
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      const words = copy.querySelector('span');
      navigator.clipboard?.writeText(document.getElementById(copy.dataset.copy).textContent).then(() => {
        const before = words.textContent;
        words.textContent = 'Copied';
        tell('Copied');
        setTimeout(() => (words.textContent = before), 2000);
      });
    }
    const gone = event.target.closest('[data-dismiss]');
    if (gone) dismiss(gone.closest('[data-toast]'));
    const link = event.target.closest('a[data-swap]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(link.href, link.dataset.swap, true);
    }
  });
  addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.swap && form.method === 'get') {
      event.preventDefault();
      go(address(form), form.dataset.swap, true);
    }
  });
  addEventListener('popstate', event => event.state === SWAPPED && location.reload());
  addEventListener('keydown', event => {
    const typing = event.target.matches?.('input, textarea, select');
    const search = document.querySelector('input[type=search]');
    if (event.key === '/' && !typing && search) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === 'Escape') document.querySelectorAll('[data-toast]').forEach(dismiss);
  });

  ready(document.body);
  (document.querySelector('[aria-invalid]') || document.querySelector('[data-first]'))?.focus();
})();
