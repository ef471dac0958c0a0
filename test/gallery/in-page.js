// Runs inside the page (read as text by measure.ts): what a person with weak eyes and hands meets on this screen.
(() => {
  const mm = Number.parseFloat(document.documentElement.style.getPropertyValue('--mm'));
  const screen = document.querySelector('main[data-screen]');
  const name = (element) =>
    `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.slice(0, 12)}"`;
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;

  const controls = [...document.querySelectorAll('[data-act]')].filter(shown).map((element) => {
    const box = element.getBoundingClientRect();
    return {
      act: element.dataset.act,
      answer: element.matches('.big, .tile'),
      enabled: !element.disabled,
      width: box.width / mm,
      height: box.height / mm,
      left: box.left / mm,
      top: box.top / mm,
    };
  });

  const outside = [];
  const room = screen.getBoundingClientRect();
  const escapes = (element, container) => {
    const box = element.getBoundingClientRect();
    const bound = container.getBoundingClientRect();
    const slack = 2;
    return (
      box.left < bound.left - slack ||
      box.top < bound.top - slack ||
      box.right > bound.right + slack ||
      box.bottom > bound.bottom + slack
    );
  };
  if (room.width > innerWidth || room.height > innerHeight) outside.push('screen');
  for (const container of document.querySelectorAll(
    '.plate-inside, .words, .answers, .bar, .press, .slip-number, .fact',
  )) {
    if (!shown(container)) continue;
    for (const element of container.querySelectorAll('*')) {
      if (element.closest('svg') || !shown(element) || getComputedStyle(element).display === 'inline')
        continue;
      if (escapes(element, container)) outside.push(`${name(element)} leaves ${container.className}`);
    }
  }

  const rgb = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const backgrounds = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at);
      const colours = style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? [];
      if (colours.length > 0) return colours.map(rgb);
      const colour = rgb(style.backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return [colour];
    }
    return [[255, 255, 255]];
  };
  const texts = [];
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.textContent.trim() === '' || element === null || !shown(element)) continue;
    const style = getComputedStyle(element);
    const ink = luminance(rgb(style.color));
    const contrast = Math.min(
      ...backgrounds(element).map((colour) => {
        const ground = luminance(colour);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      }),
    );
    texts.push({
      text: node.textContent,
      millimetres: Number.parseFloat(style.fontSize) / mm,
      contrast,
      disabled: element.closest(':disabled') !== null,
    });
  }

  const scroller = document.scrollingElement;
  const scrolls =
    scroller.scrollHeight > scroller.clientHeight || scroller.scrollWidth > scroller.clientWidth;
  return { mm, controls, outside, texts, scrolls };
})();
