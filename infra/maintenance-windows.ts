import * as containerservice from "@pulumi/azure-native/containerservice";
import type * as pulumi from "@pulumi/pulumi";
import { MAINTENANCE_NAMES, type WEEK_DAYS, type WEEKS_OF_MONTH } from "../facts/upgrades";
import { Organ } from "./component";

type WeekDay = (typeof WEEK_DAYS)[number];

/** How often a window opens: every so many days, weeks on a day, or months on a date or on a day of a week. */
export type Schedule =
  | { readonly kind: "daily"; readonly interval: number }
  | { readonly kind: "weekly"; readonly day: WeekDay; readonly interval: number }
  | { readonly kind: "monthly"; readonly dayOfMonth: number; readonly interval: number }
  | { readonly kind: "monthly-weekday"; readonly week: (typeof WEEKS_OF_MONTH)[number]; readonly day: WeekDay; readonly interval: number };

export interface WindowArgs {
  readonly schedule: Schedule;
  /** Time of day that the window opens, `HH:mm`, by `utcOffset`. */
  readonly start: string;
  /** Such as `-04:00`. */
  readonly utcOffset: string;
  /** Length of the window, 4 to 24 hours. */
  readonly hours: number;
}

export interface MaintenanceWindowsArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
  /** When AKS may begin what the upgrade channel brings; at any time without it. */
  readonly cluster?: WindowArgs | undefined;
  /** When AKS may begin what the node OS channel brings; at any time without it. */
  readonly nodeOs?: WindowArgs | undefined;
}

function scheduleInputs(schedule: Schedule) {
  switch (schedule.kind) {
    case "daily": return { daily: { intervalDays: schedule.interval } };
    case "weekly": return { weekly: { intervalWeeks: schedule.interval, dayOfWeek: schedule.day } };
    case "monthly": return { absoluteMonthly: { intervalMonths: schedule.interval, dayOfMonth: schedule.dayOfMonth } };
    case "monthly-weekday": return { relativeMonthly: { intervalMonths: schedule.interval, weekIndex: schedule.week, dayOfWeek: schedule.day } };
  }
}

/** The times in which AKS may begin upgrades of a cluster and updates of its nodes. What has begun goes on after the end of its window. */
export class MaintenanceWindows extends Organ {
  constructor(name: string, { resourceGroupName, clusterName, cluster, nodeOs }: MaintenanceWindowsArgs, options?: pulumi.ComponentResourceOptions) {
    super("MaintenanceWindows", name, options);
    const made = (logicalName: string, configName: string, { schedule, start, utcOffset, hours }: WindowArgs, after: pulumi.Resource[]) => new containerservice.MaintenanceConfiguration(logicalName, {
      resourceGroupName, resourceName: clusterName, configName,
      maintenanceWindow: { schedule: scheduleInputs(schedule), startTime: start, utcOffset, durationHours: hours },
    }, this.child(after));
    const first = cluster && made("cluster-upgrades", MAINTENANCE_NAMES.cluster, cluster, []);
    // One after the other: both are written to the same cluster.
    if (nodeOs) made("node-os-updates", MAINTENANCE_NAMES.nodeOs, nodeOs, first ? [first] : []);
    this.registerOutputs({});
  }
}
