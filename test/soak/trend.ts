/** A figure at a time. */
export interface Sample {
  minutes: number;
  value: number;
}

/** Slope of the straight line through samples by least squares: units of the value per minute. */
export function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanMinutes = mean(samples.map(({ minutes }) => minutes));
  const meanValue = mean(samples.map(({ value }) => value));
  const covariance = samples.reduce(
    (sum, { minutes, value }) => sum + (minutes - meanMinutes) * (value - meanValue),
    0,
  );
  const variance = samples.reduce((sum, { minutes }) => sum + (minutes - meanMinutes) ** 2, 0);
  return covariance / variance;
}
