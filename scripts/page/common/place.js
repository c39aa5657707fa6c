// Where the site stands, for the pages that are part of it: all scripts lie in assets/js/.

export const root = new URL('../../', import.meta.url);
