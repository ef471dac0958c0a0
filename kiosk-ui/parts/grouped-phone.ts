/** 13900001234 -> 139 0000 1234, also while it is typed: as people read a mobile number to each other. */
export function groupedPhone(phone: string): string {
  if (!/^1\d{0,10}$/.test(phone)) return phone;
  return [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].join(' ').trim();
}
