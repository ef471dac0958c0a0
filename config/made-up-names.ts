/** Parts of made-up names. A group's names are joined in the manner that its people write them in Chinese. */

export const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
];
export const MALE_GIVEN = [
  '建国',
  '国强',
  '志刚',
  '卫东',
  '德胜',
  '永福',
  '长河',
  '守义',
  '明远',
  '金山',
  '宝田',
  '忠',
  '勇',
  '学军',
  '洪涛',
];
export const FEMALE_GIVEN = [
  '秀英',
  '桂兰',
  '玉珍',
  '淑芬',
  '春梅',
  '凤霞',
  '素琴',
  '爱华',
  '月娥',
  '芳',
  '敏',
  '丽华',
  '巧云',
  '翠莲',
  '雪',
];

export interface NameGroup {
  /** Two digits of GB/T 3304. */
  readonly ethnic: string;
  readonly names: readonly string[];
}

/** Names of groups that write them otherwise, some long, with the middle dot U+00B7 where it belongs. */
export const MINORITY_NAMES: readonly NameGroup[] = [
  { ethnic: '04', names: ['扎西顿珠', '次仁卓玛', '洛桑旺堆', '格桑拉姆'] },
  {
    ethnic: '05',
    names: ['阿卜杜热合曼·吐尔逊', '古丽巴哈尔·买买提', '艾尼瓦尔·阿不都热依木', '帕提古丽·托合提'],
  },
  { ethnic: '02', names: ['巴特尔', '乌云其其格', '额尔敦巴特尔', '娜仁托娅'] },
  { ethnic: '17', names: ['努尔兰·哈布德别克', '阿依古丽·木拉提'] },
  { ethnic: '07', names: ['阿苏拉哈', '吉克阿依', '沙马尔布'] },
  { ethnic: '08', names: ['韦大山', '覃阿美', '农志高'] },
  { ethnic: '03', names: ['马德海', '马索菲亚', '丁文昌'] },
  { ethnic: '10', names: ['金成浩', '朴顺姬'] },
  { ethnic: '06', names: ['龙老卯', '石阿仰'] },
  { ethnic: '11', names: ['佟国安', '关玉兰'] },
];

export const TOWNSHIPS: readonly (readonly [township: string, villages: readonly string[]])[] = [
  ['青山乡', ['柳树村', '石桥村', '上湾村']],
  ['白河镇', ['北街社区', '渡口村', '新村']],
  ['红旗镇', ['东风社区', '双泉村']],
  ['云岭乡', ['大坪村', '马鞍村', '小寨村']],
  ['长风镇', ['南苑社区', '杏园村']],
];
