//! A picture in dark and light, and places in it.

use super::Gray;

/// A place in a picture, in pixels; whole numbers are the upper left corners of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) fn plus(self, other: Self, times: f64) -> Self {
        Self { x: self.x + other.x * times, y: self.y + other.y * times }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other, -1.0)
    }

    pub(super) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }
}

/// Which pixels are dark.
pub(super) struct Bitmap {
    pub(super) width: usize,
    pub(super) height: usize,
    dark: Vec<bool>,
}

/// How a picture is parted into dark and light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// By what is around: paper in a shadow, a screen with a reflection.
    Local,
    /// By one shade for the whole picture: a screenshot.
    Global,
}

/// Blocks along the longer side. A shade is compared with the mean of five by five blocks, so that
/// an eighth of the picture counts: more than the corner of a code, less than a shadow.
const BLOCKS: usize = 40;

impl Bitmap {
    pub(super) fn of(gray: &Gray, parting: Parting, negative: bool) -> Self {
        let shades = gray.pixels.expose().iter().map(|shade| if negative { !*shade } else { *shade });
        let dark = match parting {
            Parting::Global => {
                let threshold = best_threshold(shades.clone());
                shades.map(|shade| shade < threshold).collect()
            }
            Parting::Local => {
                let blocks = Blocks::of(gray, negative);
                let places = (0..gray.height).flat_map(|y| (0..gray.width).map(move |x| (x, y)));
                // Less than 15/16 of the mean, so that paper alone has no dark spots.
                let is_dark =
                    |(shade, (x, y))| u32::from(shade).saturating_mul(16) < blocks.around(x, y).saturating_mul(15);
                shades.zip(places).map(is_dark).collect()
            }
        };
        Self { width: gray.width, height: gray.height, dark }
    }

    pub(super) fn row(&self, y: usize) -> &[bool] {
        self.dark.chunks(self.width).nth(y).unwrap_or_default()
    }

    /// Nothing beyond the edges.
    pub(super) fn at(&self, x: usize, y: usize) -> Option<bool> {
        if x < self.width { self.dark.get(y.saturating_mul(self.width).saturating_add(x)).copied() } else { None }
    }

    /// Light beyond the edges.
    pub(super) fn is_dark(&self, point: Point) -> bool {
        whole(point.x).zip(whole(point.y)).and_then(|(x, y)| self.at(x, y)).unwrap_or(false)
    }
}

pub(super) fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// The pixel of a coordinate.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "neither negative nor large")]
pub(super) fn whole(coordinate: f64) -> Option<usize> {
    (0.0..65_536.0).contains(&coordinate).then_some(coordinate as usize)
}

/// The mean shade of each block.
struct Blocks {
    side: usize,
    columns: usize,
    means: Vec<u32>,
}

impl Blocks {
    fn of(gray: &Gray, negative: bool) -> Self {
        let side = gray.width.max(gray.height).div_ceil(BLOCKS);
        let columns = gray.width.div_ceil(side);
        let mut sums = vec![(0_u32, 0_u32); columns.saturating_mul(gray.height.div_ceil(side))];
        for (y, row) in gray.pixels.expose().chunks(gray.width).enumerate() {
            for (x, part) in row.chunks(side).enumerate() {
                let sum: u32 = part.iter().map(|shade| u32::from(if negative { !*shade } else { *shade })).sum();
                let row = y.checked_div(side).unwrap_or(0).saturating_mul(columns);
                if let Some((all, count)) = sums.get_mut(row.saturating_add(x)) {
                    *all = all.saturating_add(sum);
                    *count = count.saturating_add(u32::try_from(part.len()).unwrap_or(0));
                }
            }
        }
        let means: Vec<u32> = sums.into_iter().map(|(sum, count)| sum.checked_div(count).unwrap_or(0)).collect();
        Self { side, columns, means }.smoothed()
    }

    /// Each the mean of five by five.
    fn smoothed(self) -> Self {
        let rows: Vec<&[u32]> = self.means.chunks(self.columns).collect();
        let near = |place: usize| place.saturating_sub(2)..=place.saturating_add(2);
        let mean = |x: usize, y: usize| {
            let around = near(y).filter_map(|y| rows.get(y)).flat_map(|row| near(x).filter_map(|x| row.get(x)));
            let (sum, count) =
                around.fold((0_u32, 0_u32), |(sum, count), mean| (sum.saturating_add(*mean), count.saturating_add(1)));
            sum.checked_div(count).unwrap_or(0)
        };
        let columns = self.columns;
        let means = (0..rows.len()).flat_map(|y| (0..columns).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
        Self { means, ..self }
    }

    fn around(&self, x: usize, y: usize) -> u32 {
        let block = |place: usize| place.checked_div(self.side).unwrap_or(0);
        let row = block(y).saturating_mul(self.columns);
        self.means.get(row.saturating_add(block(x))).copied().unwrap_or(0)
    }
}

/// The shade that parts dark from light best (Otsu's method): the most variance between the two.
fn best_threshold(shades: impl Iterator<Item = u8>) -> u8 {
    let mut counts = [0_u32; 256];
    for shade in shades {
        if let Some(count) = counts.get_mut(usize::from(shade)) {
            *count = count.saturating_add(1);
        }
    }
    let weigh = |counts: &[u32], first: f64| {
        let add = |(shade, all, sum): (f64, f64, f64), count: &u32| {
            (shade + 1.0, all + f64::from(*count), sum + f64::from(*count) * shade)
        };
        counts.iter().fold((first, 0.0, 0.0), add)
    };
    let variance = |shade: &u8| {
        let (dark, light) = counts.split_at(usize::from(*shade));
        let ((_, dark, dark_sum), (_, light, light_sum)) = (weigh(dark, 0.0), weigh(light, f64::from(*shade)));
        if dark > 0.0 && light > 0.0 { dark * light * (dark_sum / dark - light_sum / light).powi(2) } else { 0.0 }
    };
    (1..=u8::MAX).max_by(|one, other| variance(one).total_cmp(&variance(other))).unwrap_or(128)
}
