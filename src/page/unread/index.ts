export { alertCount, NotificationLevels, NOTIFICATION_LEVELS } from "./notification-levels.ts";
export { UnreadCounts } from "./unread-counts.ts";
export { showAlertsInTab } from "./tab-alerts.ts";
