export const answering = `
RETURN 1 AS one`;
