/** What a person wrote says something: three letters at least. The server refuses less where it asks for a reason. */
export const saysSomething = (text: string): boolean => (text.match(/\p{L}/gu) ?? []).length >= 3;
