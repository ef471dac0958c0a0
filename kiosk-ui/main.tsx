import { render } from 'preact';
import { App } from './App.tsx';
import { listenForFourKeys } from './a11y/index.ts';
import { loadTexts } from './texts/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
// Until the words are there the page shows its own 请稍等.
await loadTexts('zh-CN');
listenForFourKeys();
root.replaceChildren();
render(<App />, root);
