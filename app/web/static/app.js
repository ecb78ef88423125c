// Suggestions while a reader types a search, keys, and buttons that copy requests.
"use strict";

const TYPING_PAUSE_MS = 120;
// The address of this site, which may have a path of its own
const BASE = document.querySelector(".brand").href.replace(/\/$/, "");

// Writes 1971-04-19 as 19 April 1971
function writeDates(text) {
  return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (day) =>
    new Date(day).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" }));
}

function createOption(hit, id, types) {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.setAttribute("aria-selected", "false");
  item.dataset.page = BASE + hit.url.replace(/.*\/v1\//, "/");
  item.append(hit.label);
  const hint = document.createElement("span");
  hint.textContent = [types[hit.type], writeDates(hit.hint ?? "")].filter(Boolean).join(" · ");
  item.append(hint);
  return item;
}

function addSuggestions(form, number) {
  const input = form.querySelector("input[type=search]");
  const types = JSON.parse(form.dataset.types);
  const list = document.createElement("ul");
  list.id = `results-${number}`;
  list.role = "listbox";
  list.ariaLabel = "Found records";
  list.hidden = true;
  form.append(list);
  const message = document.createElement("div");
  message.className = "unseen";
  message.setAttribute("aria-live", "polite");
  form.append(message);
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let request = null;
  let timer = 0;
  let chosen = -1;

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    message.className = "unseen";
    if (!open) choose(-1);
  }

  function choose(index) {
    const items = [...list.children];
    chosen = index < items.length ? index : -1;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  async function search() {
    const words = input.value.trim();
    request?.abort();
    if (!words) return show(false);
    request = new AbortController();
    try {
      const query = new URLSearchParams({ limit: "8", q: words });
      const response = await fetch(`${BASE}/v1/search?${query}`, { signal: request.signal });
      const hits = response.ok ? (await response.json()).data : [];
      list.replaceChildren(...hits.map((hit, i) => createOption(hit, `${list.id}-${i}`, types)));
      choose(-1);
      message.textContent = hits.length ? `${hits.length} found` : "Nothing was found";
      const hasFocus = document.activeElement === input;
      show(hasFocus && hits.length > 0);
      if (hasFocus && !hits.length) message.className = "nothing";
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) search();
      else if (event.key === "ArrowDown") choose(chosen + 1);
      else choose((chosen < 0 ? list.children.length : chosen) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.page);
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.page);
  });
  input.addEventListener("blur", () => show(false));
}

function addCopyButton(box) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("code").textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  box.append(button);
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input, select, textarea");
}

// A slash leads to the search, Escape closes the menu
function addKeys() {
  const menu = document.querySelector(".menu");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (event.key === "/" && isPlain && !isTyping(event.target)) {
      event.preventDefault();
      const input = document.querySelector("#q-top, #q");
      input.focus();
      input.select();
    }
  });
  const closeOutside = (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", closeOutside);
  document.addEventListener("focusin", closeOutside);
}

for (const element of document.querySelectorAll(".origin")) element.textContent = BASE;
document.querySelectorAll("form.search").forEach(addSuggestions);
document.querySelectorAll(".copied").forEach(addCopyButton);
addKeys();
