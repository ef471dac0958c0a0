import type { CardFile, RosterRow } from '../domain/index.ts';

/** What differs from the plain in a made-up person. */
export interface SpecialPerson {
  readonly about: string;
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly birth: string;
  readonly ethnic?: string;
  readonly validity?: Pick<CardFile, 'validFrom' | 'validTo'>;
  /** The register's spelling where it differs from the card's. */
  readonly rosterName?: string;
  readonly status?: RosterRow['status'];
  readonly onRoster?: false;
}

/** Cases to remember, by the number in their key. */
export const SPECIAL_PEOPLE: Readonly<Record<number, SpecialPerson>> = {
  1: {
    about: 'plain case',
    name: '张建国',
    sex: 'male',
    birth: '1954-08-01',
    validity: { validFrom: '2016-05-20', validTo: '2036-05-20' },
  },
  2: {
    about: 'card expired',
    name: '李桂兰',
    sex: 'female',
    birth: '1961-03-18',
    validity: { validFrom: '2004-06-01', validTo: '2024-06-01' },
  },
  3: { about: 'not on the roster', name: '王守义', sex: 'male', birth: '1958-11-05', onRoster: false },
  4: { about: 'held as deceased', name: '赵永福', sex: 'male', birth: '1944-01-27', status: 'deceased' },
  5: {
    about: 'long Tibetan name',
    name: '噶玛·次仁旺堆·洛桑顿珠',
    sex: 'male',
    birth: '1957-10-10',
    ethnic: '04',
  },
  6: { about: 'rare character in the name', name: '陈㐂', sex: 'male', birth: '1963-07-07' },
  7: {
    about: 'card without a last day',
    name: '杨玉珍',
    sex: 'female',
    birth: '1949-03-07',
    validity: { validFrom: '2006-09-15', validTo: 'long-term' },
  },
  8: { about: 'benefits suspended', name: '黄长河', sex: 'male', birth: '1952-12-20', status: 'suspended' },
  9: {
    about: 'the register writes the dot otherwise',
    name: '买买提·艾力',
    sex: 'male',
    birth: '1960-05-01',
    ethnic: '05',
    rosterName: '买买提•艾力',
  },
  10: { about: 'aged 101', name: '孙德胜', sex: 'male', birth: '1925-02-14' },
  31: { about: 'character outside the basic plane', name: '林𠮷', sex: 'male', birth: '1966-04-09' },
  32: { about: 'rare character in the name', name: '吴䶮', sex: 'female', birth: '1971-09-30' },
  101: { about: 'not on the roster', name: '郭春梅', sex: 'female', birth: '1968-02-02', onRoster: false },
  151: {
    about: 'not on the roster',
    name: '古丽娜尔·阿不力孜',
    sex: 'female',
    birth: '1975-06-16',
    ethnic: '05',
    onRoster: false,
  },
};
