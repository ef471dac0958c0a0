import { readErrorBook } from '../../config/index.ts';
import { errorBookPage } from './error-book.ts';
import { deliverPage } from './page.ts';

deliverPage('error-book.md', errorBookPage(readErrorBook()));
