using FsCheck;
using FsCheck.Fluent;
using Liandong.Core.Cases;
using Xunit;

namespace Liandong.Core.Tests.Cases;

public sealed class CaseNumberTests
{
    private static readonly Arbitrary<CaseNumber> Numbers = (
        from day in Gen.Choose(0, 3_650)
        from sequence in Gen.OneOf(Gen.Choose(1, 999_999), Gen.Choose(1, int.MaxValue))
        select CaseNumber.Make(new DateOnly(2020, 1, 1).AddDays(day), sequence)).ToArbitrary();

    [Fact]
    public void A_number_is_the_day_six_digits_and_a_check()
    {
        var number = CaseNumber.Make(new(2011, 7, 1), 42).Value;

        Assert.StartsWith("20110701000042", number, StringComparison.Ordinal);
        Assert.Equal(15, number.Length);
        Assert.Equal(27, CaseNumber.Make(new(2011, 7, 1), 999_999_999_999_999_999).Value.Length);
    }

    [Fact]
    public void What_was_made_is_read_again() =>
        Prop.ForAll(Numbers, n => CaseNumber.TryParse(n.Value, out var read) && read == n).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_single_wrong_digit_is_found() =>
        Prop.ForAll(Numbers, n => Enumerable.Range(0, n.Value.Length).All(at => Enumerable.Range('0', 10)
            .Where(digit => digit != n.Value[at])
            .All(digit => !CaseNumber.TryParse($"{n.Value[..at]}{(char)digit}{n.Value[(at + 1)..]}", out _)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_swap_of_two_neighbours_is_found() =>
        Prop.ForAll(Numbers, n => Enumerable.Range(0, n.Value.Length - 1)
            .Where(at => n.Value[at] != n.Value[at + 1])
            .All(at => !CaseNumber.TryParse($"{n.Value[..at]}{n.Value[at + 1]}{n.Value[at]}{n.Value[(at + 2)..]}", out _))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_is_read_as_people_write_it()
    {
        var n = CaseNumber.Make(new(2026, 11, 21), 123_456);
        var (day, sequence, check) = (n.Value[..8], n.Value[8..14], n.Value[14..]);
        var wide = string.Concat(n.Value.Select(c => (char)(c - '0' + '０')));
        string[] written = [$" {day}-{sequence}-{check}\n", $"{day} {sequence} {check}", $"{day}\u00a0{sequence}－{check}", wide, $"{day}–{sequence}\u3000{check}"];

        Assert.All(written, w => Assert.True(CaseNumber.TryParse(w, out var read) && read == n, w));
    }

    [Fact]
    public void Anything_else_is_no_number()
    {
        var n = CaseNumber.Make(new(2026, 11, 21), 1).Value;
        string?[] others = [null, "", "0", n[..14], n + "x", n + '\ud800', "\ufffe" + n, n.Replace('2', '٢'), n + new string(' ', 64) + "7", new string('0', 28)];

        Assert.All(others, o => Assert.False(CaseNumber.TryParse(o, out _), o));
    }
}
