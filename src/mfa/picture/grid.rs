//! The modules of a code, from three of its corners.
//!
//! The corners tell its size to within a few modules, and its plane but for the slant; the small
//! square near the fourth corner (the alignment pattern) tells that. Every search is bounded: a few
//! hundred places for that square, three sizes, and the sixty most upright triangles.

use rqrr::SimpleGrid;

use super::bitmap::{Bitmap, Point, float, whole};
use super::corners::Corner;

/// Three corners: the one at the right angle first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triangle {
    pub(super) corners: [Corner; 3],
    /// The places of its corners in the list.
    pub(super) places: [usize; 3],
    slant: f64,
}

/// How many triangles are looked at.
const TRIANGLES: usize = 60;
/// What a slanted photograph makes of two equal sides at a right angle.
const SLANT_LIMIT: f64 = 0.6;
/// Modules along the side of the smallest and of the largest code.
const SIDES: std::ops::RangeInclusive<usize> = 21..=177;

/// The triangles that look like a code, the best first.
pub(super) fn triangles(corners: &[Corner]) -> Vec<Triangle> {
    let mut found = Vec::new();
    for (first, one) in corners.iter().enumerate() {
        for (second, two) in corners.iter().enumerate().skip(first.saturating_add(1)) {
            for (third, three) in corners.iter().enumerate().skip(second.saturating_add(1)) {
                let ways = [
                    ([*one, *two, *three], [first, second, third]),
                    ([*two, *one, *three], [second, first, third]),
                    ([*three, *one, *two], [third, first, second]),
                ];
                found.extend(ways.into_iter().filter_map(|(corners, places)| Triangle::of(corners, places)));
            }
        }
    }
    found.sort_by(|one, other| one.slant.total_cmp(&other.slant));
    found.truncate(TRIANGLES);
    found
}

impl Triangle {
    fn of(corners: [Corner; 3], places: [usize; 3]) -> Option<Self> {
        let [apex, right, down] = corners;
        let (right, down) = (right.center.minus(apex.center), down.center.minus(apex.center));
        let (long, short) = (right.length().max(down.length()), right.length().min(down.length()));
        let cosine = (right.x * down.x + right.y * down.y) / (right.length() * down.length());
        let modules = corners.map(|corner| corner.module);
        let (large, small) = (modules.into_iter().fold(0.0, f64::max), modules.into_iter().fold(f64::MAX, f64::min));
        // Corners of one code are alike, and at least as far apart as in the smallest code.
        let slant = cosine.abs() + (1.0 - short / long) + (1.0 - small / large) / 2.0;
        (slant < SLANT_LIMIT && short > 10.0 * small).then_some(Self { corners, places, slant })
    }

    /// The codes that it may be a part of, the likeliest first.
    pub(super) fn grids(&self, bitmap: &Bitmap) -> Vec<SimpleGrid> {
        let sides = self.sides(bitmap);
        sides
            .into_iter()
            .filter_map(|side| Some((side, self.plane(side, bitmap)?)))
            .map(|(side, plane)| plane.grid(side, bitmap))
            .collect()
    }

    /// How many modules a side may have: one more than a multiple of four.
    fn sides(&self, bitmap: &Bitmap) -> Vec<usize> {
        let [apex, right, down] = self.corners.map(|corner| corner.center);
        let lengths = [(apex, right), (right, apex), (apex, down), (down, apex)];
        let counts: Vec<f64> = lengths
            .into_iter()
            .filter_map(|(from, to)| Some(to.minus(from).length() / module(bitmap, from, to)?))
            .collect();
        let mean = counts.iter().sum::<f64>() / float(counts.len()) + 7.0;
        let Some(version) = whole(((mean - 17.0) / 4.0).round()) else { return Vec::new() };
        let versions = [Some(version), version.checked_sub(1), version.checked_add(1)];
        let sides = versions.into_iter().flatten().map(|version| version.saturating_mul(4).saturating_add(17));
        sides.filter(|side| SIDES.contains(side)).collect()
    }

    /// Where the modules lie if a side has so many.
    fn plane(&self, side: usize, bitmap: &Bitmap) -> Option<Plane> {
        let [apex, right, down] = self.corners.map(|corner| corner.center);
        let side = float(side);
        let (across, along) = (right.minus(apex), down.minus(apex));
        let axes = [across, along].map(|axis| Point { x: axis.x / (side - 7.0), y: axis.y / (side - 7.0) });
        let level = |modules: f64| apex.plus(axes[0], modules - 3.5).plus(axes[1], modules - 3.5);
        let small = (side > 21.0).then(|| alignment(bitmap, level(side - 6.5), axes)).flatten();
        let (fourth, from) = small.map_or((level(side - 3.5), side - 3.5), |found| (found, side - 6.5));
        let modules = [(3.5, 3.5), (side - 3.5, 3.5), (from, from), (3.5, side - 3.5)].map(|(x, y)| Point { x, y });
        let flat = Projection::of_square(modules)?.inverse();
        Some(Plane(Projection::of_square([apex, right, fourth, down])?.after(&flat)))
    }
}

/// The length of a module at a corner on the way to another: the third change of shade is three and
/// a half modules from the middle, in both directions.
fn module(bitmap: &Bitmap, from: Point, to: Point) -> Option<f64> {
    let way = to.minus(from);
    let length = way.length();
    let step = Point { x: way.x / length, y: way.y / length };
    let reach = whole(length)?;
    let third_change = |sign: f64| {
        let shades = (0..reach).map(|steps| (float(steps), bitmap.is_dark(from.plus(step, sign * float(steps)))));
        let mut before = true;
        let mut changes = shades.filter(|(_, dark)| std::mem::replace(&mut before, *dark) != *dark);
        changes.nth(2).map(|(steps, _)| steps)
    };
    let sum: Vec<f64> = [third_change(1.0), third_change(-1.0)].into_iter().flatten().collect();
    (!sum.is_empty()).then(|| sum.iter().sum::<f64>() / float(sum.len()) / 3.5)
}

/// The middle of the square of five modules near the place where it should be: the place of which
/// most of its modules look right, and of those the nearest.
fn alignment(bitmap: &Bitmap, expected: Point, [across, along]: [Point; 2]) -> Option<Point> {
    let score = |center: Point| {
        let offsets = (-2_i8..=2).flat_map(|x| (-2_i8..=2).map(move |y| (x, y)));
        let looks_right = |(x, y): &(i8, i8)| {
            let ring = x.unsigned_abs().max(y.unsigned_abs());
            let place = center.plus(across, f64::from(*x)).plus(along, f64::from(*y));
            bitmap.is_dark(place) == (ring != 1)
        };
        offsets.filter(looks_right).count()
    };
    // Up to four modules away, in quarters of a module.
    let quarters = (-16_i8..=16).flat_map(|x| (-16_i8..=16).map(move |y| (f64::from(x) / 4.0, f64::from(y) / 4.0)));
    let scored = quarters.map(|(x, y)| {
        let center = expected.plus(across, x).plus(along, y);
        (score(center), -x.hypot(y), center)
    });
    let good: Vec<(usize, f64, Point)> = scored.filter(|(score, ..)| *score >= 22).collect();
    let best = good.iter().map(|(score, ..)| *score).max()?;
    // The middle of all the best places near the nearest of them.
    let nearest = good.iter().filter(|(score, ..)| *score == best).max_by(|one, other| one.1.total_cmp(&other.1))?.2;
    let near = good.iter().filter(|(score, _, place)| {
        *score == best && place.minus(nearest).length() < across.length().max(along.length())
    });
    let places: Vec<Point> = near.map(|(.., place)| *place).collect();
    let mean = |of: fn(&Point) -> f64| places.iter().map(of).sum::<f64>() / float(places.len());
    Some(Point { x: mean(|place| place.x), y: mean(|place| place.y) })
}

/// From modules to pixels.
struct Plane(Projection);

impl Plane {
    fn grid(&self, side: usize, bitmap: &Bitmap) -> SimpleGrid {
        let middle = |x: usize, y: usize| Point { x: float(x) + 0.5, y: float(y) + 0.5 };
        SimpleGrid::from_func(side, |x, y| bitmap.is_dark(self.0.of(middle(x, y))))
    }
}

/// A projective map of the plane, as a matrix: Heckbert, Fundamentals of Texture Mapping and Image
/// Warping (1989), 2.2.3.
struct Projection([[f64; 3]; 3]);

impl Projection {
    /// The map that takes the unit square, from the origin rightwards around, to these four points.
    fn of_square([origin, right, opposite, down]: [Point; 4]) -> Option<Self> {
        let (first, second) = (right.minus(opposite), down.minus(opposite));
        let sum = origin.minus(right).plus(opposite, 1.0).minus(down);
        let area = first.x * second.y - second.x * first.y;
        if area.abs() < f64::EPSILON {
            return None;
        }
        let g = (sum.x * second.y - second.x * sum.y) / area;
        let h = (first.x * sum.y - sum.x * first.y) / area;
        let row = |of: fn(Point) -> f64| {
            [of(right) - of(origin) + g * of(right), of(down) - of(origin) + h * of(down), of(origin)]
        };
        Some(Self([row(|point| point.x), row(|point| point.y), [g, h, 1.0]]))
    }

    /// The way back, up to a factor, which does not matter: the adjugate.
    fn inverse(&self) -> Self {
        let [first, second, third] = self.0;
        let columns = [cross(second, third), cross(third, first), cross(first, second)];
        let row = |of: fn(&[f64; 3]) -> f64| [of(&columns[0]), of(&columns[1]), of(&columns[2])];
        Self([row(|[entry, ..]| *entry), row(|[_, entry, _]| *entry), row(|[.., entry]| *entry)])
    }

    /// First `other`, then this.
    fn after(&self, other: &Self) -> Self {
        let [first, second, third] = other.0;
        let row = |[a, b, c]: [f64; 3]| {
            let mut row = [0.0; 3];
            for (entry, ((one, two), three)) in row.iter_mut().zip(first.iter().zip(&second).zip(&third)) {
                *entry = a * one + b * two + c * three;
            }
            row
        };
        Self(self.0.map(row))
    }

    fn of(&self, Point { x, y }: Point) -> Point {
        let [across, along, depth] = self.0.map(|[a, b, c]| a * x + b * y + c);
        Point { x: across / depth, y: along / depth }
    }
}

fn cross(one: [f64; 3], two: [f64; 3]) -> [f64; 3] {
    [one[1] * two[2] - one[2] * two[1], one[2] * two[0] - one[0] * two[2], one[0] * two[1] - one[1] * two[0]]
}
