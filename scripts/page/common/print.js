// On paper nothing unfolds: what lies folded in the text is opened. Results see to themselves.

export function unfoldForPaper() {
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('.md-content details:not(.calc *)'))
      details.setAttribute('open', '');
  });
}
