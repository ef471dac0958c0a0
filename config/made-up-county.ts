/** The county of a simulated kiosk. It does not exist: area code 990000 is assigned to nobody. */
export const MADE_UP_COUNTY = '演练县';
