/** Owns `/me`: what somebody does, instead of says. Pure. */

const ACTION = /^\/me[ \t]+(?=\S)/;

/** Whether `text` is told of its author: `/me waves` is "Ada waves". */
export function isAction(text: string): boolean {
  return ACTION.test(text);
}

/** What is done: `waves`. A text that is no action is given back as it is. */
export function actionText(text: string): string {
  return text.replace(ACTION, "");
}
