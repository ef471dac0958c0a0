/**
 * What a print comes to when one answer of the printer goes wrong: the outcome, and the code where it has one. The
 * number behind a step is that of the answer in a clean print. One byte is left of a truncated answer, which is all of
 * a short one. An outcome without a code may have one of several: a cable that is pulled is noticed sooner or later.
 */
export const PRINT_OUTCOMES: Readonly<Record<string, string>> = {
  'tcp escpos-80': `
    fault       forget:1                       printer:2                      paper:5                        before-cut:6         behind-cut:7         confirmed:8
    failNext    failed-before-cut/E-PRINT-003  failed-before-cut/E-PRINT-003  printed                        printed              printed              printed
    delay       printed                        printed                        printed                        printed              printed              printed
    corrupt     failed-before-cut/E-PRINT-006  failed-before-cut/E-PRINT-007  failed-before-cut/E-PRINT-007  unknown/E-PRINT-009  unknown/E-PRINT-009  unknown/E-PRINT-009
    truncate    failed-before-cut/E-PRINT-006  printed                        printed                        printed              printed              printed
    duplicate   printed                        printed                        printed                        printed              printed              printed
    stall       printed                        failed-before-cut/E-PRINT-007  failed-before-cut/E-PRINT-007  unknown/E-PRINT-009  unknown/E-PRINT-009  unknown/E-PRINT-009
    disconnect  failed-before-cut/E-PRINT-008  failed-before-cut/E-PRINT-008  failed-before-cut/E-PRINT-008  unknown/E-PRINT-008  unknown/E-PRINT-008  unknown/E-PRINT-008
  `,
  'tcp star-line-80': `
    fault       status:1                       marks:2
    failNext    failed-before-cut/E-PRINT-004  printed
    delay       printed                        printed
    corrupt     failed-before-cut/E-PRINT-007  unknown/E-PRINT-009
    truncate    failed-before-cut/E-PRINT-006  unknown/E-PRINT-009
    duplicate   printed                        printed
    stall       failed-before-cut/E-PRINT-006  unknown/E-PRINT-009
    disconnect  failed-before-cut/E-PRINT-008  unknown/E-PRINT-008
  `,
  'serial escpos-80-serial': `
    fault       forget:1                       printer:2                      paper:5                        macro:6                        before-cut:11        behind-cut:12        confirmed:13
    failNext    failed-before-cut/E-PRINT-003  failed-before-cut/E-PRINT-003  printed                        failed-before-cut/E-PRINT-003  printed              printed              printed
    delay       printed                        printed                        printed                        printed                        printed              printed              printed
    corrupt     failed-before-cut/E-PRINT-006  failed-before-cut/E-PRINT-007  failed-before-cut/E-PRINT-007  printed                        unknown/E-PRINT-009  unknown/E-PRINT-009  unknown/E-PRINT-009
    truncate    failed-before-cut/E-PRINT-006  printed                        printed                        printed                        printed              printed              printed
    duplicate   printed                        printed                        printed                        printed                        printed              printed              printed
    stall       printed                        failed-before-cut/E-PRINT-007  failed-before-cut/E-PRINT-007  printed                        unknown/E-PRINT-009  unknown/E-PRINT-009  unknown/E-PRINT-009
    disconnect  failed-before-cut              failed-before-cut              failed-before-cut              failed-before-cut              unknown/E-PRINT-008  unknown/E-PRINT-008  unknown/E-PRINT-008
  `,
};
