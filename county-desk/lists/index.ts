export { announcedLines } from './announced-lines.ts';
export { isListName, LIST_KINDS, LIST_NAMES, type ListKind, type ListName } from './list-kinds.ts';
export { byPlace, type ListContext, type ListLine, lineOfPerson, type Note, note } from './list-line.ts';
export { type ListScope, makeList } from './make-list.ts';
export { codeOfPerson, type Named, type Naming, nameLines, type OpenRows, type Why } from './names.ts';
export { UNCONFIRMED_REASONS, type UnconfirmedReason, unconfirmedReason } from './unconfirmed-reason.ts';
