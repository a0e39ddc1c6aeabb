export const showIndexes = `
SHOW INDEXES YIELD name RETURN name`;
