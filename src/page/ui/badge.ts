/** `7`, `7+` if there are more that were not counted, or `99+`. */
export function badgeText(count: number, more: boolean): string {
  return count > 99 ? "99+" : `${count}${more ? "+" : ""}`;
}
