import { render } from 'preact';
import { Dock } from './Dock.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
render(<Dock />, root);
