// What a page can do beyond being read: answer while somebody types, and copy.
"use strict";

const WAIT = 120;

// 1971-04-19 as a reader writes it
function dated(text) {
  return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (day) =>
    new Date(day).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" }));
}

function option(found, id) {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.setAttribute("aria-selected", "false");
  item.dataset.page = found.url.replace(/^\/v1/, "");
  item.append(found.label);
  const hint = document.createElement("span");
  hint.textContent = [found.type, dated(found.hint ?? "")].filter(Boolean).join(" · ");
  item.append(hint);
  return item;
}

function combobox(form, number) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = `found-${number}`;
  list.role = "listbox";
  list.ariaLabel = "Found records";
  list.hidden = true;
  form.append(list);
  const told = document.createElement("div");
  told.className = "unseen";
  told.setAttribute("aria-live", "polite");
  form.append(told);
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let asking = null;
  let timer = 0;
  let chosen = -1;

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    told.className = "unseen";
    if (!open) choose(-1);
  }

  function choose(place) {
    const items = [...list.children];
    chosen = place < items.length ? place : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  async function ask() {
    const words = input.value.trim();
    asking?.abort();
    if (!words) return show(false);
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ limit: "8", q: words });
      const response = await fetch(`/v1/search?${query}`, { signal: asking.signal });
      const found = response.ok ? (await response.json()).data : [];
      list.replaceChildren(...found.map((one, at) => option(one, `${list.id}-${at}`)));
      choose(-1);
      told.textContent = found.length ? `${found.length} found` : "Nothing has a name like this";
      const here = document.activeElement === input;
      show(here && found.length > 0);
      if (here && !found.length) told.className = "nothing";
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
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

function copier(box) {
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

for (const one of document.querySelectorAll(".origin")) one.textContent = location.origin;
document.querySelectorAll("form.search").forEach(combobox);
document.querySelectorAll(".copied").forEach(copier);
