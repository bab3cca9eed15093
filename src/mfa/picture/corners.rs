//! The corners of QR codes: squares in squares, which whatever line through their middle meets as
//! dark, light, dark, light, dark in the proportion 1:1:3:1:1 (ISO/IEC 18004, 6.3.3).

use super::bitmap::{Bitmap, Point, float};

/// One corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corner {
    pub(super) center: Point,
    /// The length of a module, as far as a level line tells.
    pub(super) module: f64,
    /// How many lines met it.
    lines: f64,
}

/// More than a picture that is meant has; those of the many codes of a hostile one are not all read.
const LIMIT: usize = 128;
/// Lines that meet a corner: three corners of a code that fills the picture are met by two thousand. A picture
/// full of corners is left behind after so many.
const LINES: usize = 16_384;
/// The corners that most lines met are the best.
const BEST: usize = 24;

/// The corners that are met most often.
pub(super) fn find(bitmap: &Bitmap) -> Vec<Corner> {
    let mut found: Vec<Corner> = Vec::new();
    let met = (0..bitmap.height).flat_map(|y| {
        let confirmed = move |(start, lengths)| confirmed(bitmap, middle(start, lengths), y, module(lengths)?);
        fives(bitmap.row(y)).into_iter().filter_map(confirmed)
    });
    for corner in met.take(LINES) {
        if let Some(known) = found.iter_mut().find(|known| known.is_same(&corner)) {
            known.absorb(&corner);
        } else if found.len() < LIMIT {
            found.push(corner);
        }
    }
    found.sort_by(|one, other| other.lines.total_cmp(&one.lines));
    found.truncate(BEST);
    found
}

impl Corner {
    fn is_same(&self, other: &Self) -> bool {
        self.center.minus(other.center).length() < 2.0 * self.module.max(other.module)
    }

    fn absorb(&mut self, other: &Self) {
        let lines = self.lines + 1.0;
        let mean = |mine: f64, its: f64| (mine * self.lines + its) / lines;
        let center = Point { x: mean(self.center.x, other.center.x), y: mean(self.center.y, other.center.y) };
        *self = Self { center, module: mean(self.module, other.module), lines };
    }
}

/// Every five runs of a row that begin with a dark one: where they begin, and their lengths.
fn fives(row: &[bool]) -> Vec<(usize, [usize; 5])> {
    let mut start = 0_usize;
    let mut runs = Vec::new();
    for run in row.chunk_by(|one, next| one == next) {
        runs.push((start, run.len(), run.first() == Some(&true)));
        start = start.saturating_add(run.len());
    }
    let five = |runs: &[(usize, usize, bool)]| match runs {
        [(start, one, true), (_, two, _), (_, three, _), (_, four, _), (_, five, _)] => {
            Some((*start, [*one, *two, *three, *four, *five]))
        }
        _ => None,
    };
    runs.windows(5).filter_map(five).collect()
}

/// The length of a module, if the runs are in proportion, each within half a module.
fn module(lengths: [usize; 5]) -> Option<f64> {
    let lengths = lengths.map(float);
    let module = lengths.iter().sum::<f64>() / 7.0;
    let expected = [1.0, 1.0, 3.0, 1.0, 1.0];
    let fits = |(length, modules): (&f64, f64)| (length - modules * module).abs() < module * modules.max(1.4) * 0.5;
    lengths.iter().zip(expected).all(fits).then_some(module)
}

/// The pixel in the middle of the third run.
fn middle(start: usize, [one, two, three, ..]: [usize; 5]) -> usize {
    [one, two, three / 2].into_iter().fold(start, usize::saturating_add)
}

/// A corner that a plumb line meets as well.
fn confirmed(bitmap: &Bitmap, x: usize, y: usize, level: f64) -> Option<Corner> {
    let (y, plumb) = crossing(y, level, |y| bitmap.at(x, y))?;
    let row = super::bitmap::whole(y)?;
    let (x, level) = crossing(x, plumb, |x| bitmap.at(x, row))?;
    let is_square = level < plumb * 2.0 && plumb < level * 2.0;
    is_square.then_some(Corner { center: Point { x, y }, module: f64::midpoint(level, plumb), lines: 1.0 })
}

/// Where the middle is on a line through a dark place, and the length of a module there.
fn crossing(at: usize, module: f64, line: impl Fn(usize) -> Option<bool>) -> Option<(f64, f64)> {
    // Half of a corner is three and a half modules, and may be twice as long on the other line.
    let reach = super::bitmap::whole(module * 8.0 + 2.0)?;
    let behind = three(at.checked_sub(1)?, reach, |place| place.checked_sub(1), &line);
    let ahead = three(at, reach, |place| place.checked_add(1), &line);
    let [near, light, dark] = behind;
    let [far, far_light, far_dark] = ahead;
    let found = self::module([dark, light, near.saturating_add(far), far_light, far_dark])?;
    Some((float(at) + (float(far) - float(near)) / 2.0, found))
}

/// The lengths of a dark run, a light one and a dark one, from here onwards.
fn three(
    from: usize,
    reach: usize,
    next: impl Fn(usize) -> Option<usize>,
    line: impl Fn(usize) -> Option<bool>,
) -> [usize; 3] {
    let mut lengths = [0_usize; 3];
    let mut run = 0_usize;
    for dark in std::iter::successors(Some(from), |place| next(*place)).take(reach).map_while(line) {
        // The second run is light.
        if dark == (run == 1) {
            run = run.saturating_add(1);
        }
        match lengths.get_mut(run) {
            Some(length) => *length = length.saturating_add(1),
            None => break,
        }
    }
    lengths
}
