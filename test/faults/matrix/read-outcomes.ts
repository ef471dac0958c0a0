/**
 * What a read comes to when one answer of the reader goes wrong. `read` = the card is read, at once or after the reader
 * was asked again; else the code of the error book with its recovery class. The number behind a step is that of the
 * answer in a clean read. Over PC/SC an answer that never comes costs the bridge, which is started again.
 */
export const READ_OUTCOMES: Readonly<Record<string, string>> = {
  'pcsc-paged': `
    fault       first-page:1           last-page:6
    failNext    read                   read
    delay       read                   read
    corrupt     read                   read
    truncate    read                   read
    duplicate   read                   read
    stall       E-CARD-010/technician  E-CARD-010/technician
    disconnect  E-CARD-012/technician  E-CARD-012/technician
  `,
  'pcsc-wrapped': `
    fault       find:1                 read:3                 new-address:4
    failNext    read                   read                   read
    delay       read                   read                   read
    corrupt     read                   read                   read
    truncate    read                   read                   read
    duplicate   read                   read                   read
    stall       E-CARD-010/technician  E-CARD-010/technician  read
    disconnect  E-CARD-012/technician  E-CARD-012/technician  read
  `,
  'pcsc-wrapped-61': `
    fault       first-piece:8          last-piece:14
    failNext    read                   read
    delay       read                   read
    corrupt     read                   read
    truncate    read                   read
    duplicate   read                   read
    stall       E-CARD-010/technician  E-CARD-010/technician
    disconnect  E-CARD-012/technician  E-CARD-012/technician
  `,
  'generic-serial-sam': `
    fault       find:1                 select:2               read:3                 new-address:4
    failNext    read                   read                   read                   read
    delay       read                   read                   read                   read
    corrupt     read                   read                   read                   read
    truncate    read                   read                   read                   read
    duplicate   read                   read                   read                   read
    stall       E-CARD-010/technician  E-CARD-010/technician  E-CARD-010/technician  read
    disconnect  E-CARD-012/technician  E-CARD-012/technician  E-CARD-012/technician  E-CARD-002/ask-person
  `,
};
