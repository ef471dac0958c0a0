/** What an onlooker may see of a person: enough to recognise oneself, too little to copy. */

/** 张建国 -> 张×国, 王芳 -> 王×, 阿卜杜拉·买买提 -> 阿×××××提: first and last character stay. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}×`;
  return `${characters[0]}${'×'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

/** 990000194903075234 -> 9900**********5234. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length < 10) return '*'.repeat(idNumber.length);
  return `${idNumber.slice(0, 4)}${'*'.repeat(idNumber.length - 8)}${idNumber.slice(-4)}`;
}
