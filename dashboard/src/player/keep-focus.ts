/** A click with the mouse on something that plays leaves the focus where it is, so that the space bar still pauses. */
export const keepFocus = (event: { preventDefault(): void }): void => event.preventDefault();
