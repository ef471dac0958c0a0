import type { Screen, ScreenName } from '../../domain/index.ts';

/** The props that the daemon sends with screen `N`. */
export type PropsOf<N extends ScreenName> = Extract<Screen, { screen: N }>['props'];
