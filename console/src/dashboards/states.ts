/** Postal abbreviations, for data that names states so. */
const ABBREVIATIONS =
  "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware," +
  "DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas," +
  "KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi," +
  "MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York," +
  "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island," +
  "SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington," +
  "WV West Virginia,WI Wisconsin,WY Wyoming";

const byName = new Map<string, string>();
for (const entry of ABBREVIATIONS.split(",")) {
  const name = entry.slice(3);
  byName.set(entry.slice(0, 2).toLowerCase(), name).set(name.toLowerCase(), name);
}

/** The state's full name for a name or an abbreviation in any case; undefined for what is no state. */
export function stateName(text: string): string | undefined {
  return byName.get(text.trim().toLowerCase());
}
