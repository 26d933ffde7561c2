const ACTION = /^\/me[ \t]+(?=\S)/;

/** Whether `text` describes what its author does: `/me waves` is shown as "Ada waves". */
export function isAction(text: string): boolean {
  return ACTION.test(text);
}

/** `waves` for `/me waves`. Any other text is returned unchanged. */
export function actionText(text: string): string {
  return text.replace(ACTION, "");
}
