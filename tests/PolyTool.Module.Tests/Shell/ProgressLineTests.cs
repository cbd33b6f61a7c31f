using System.Management.Automation;
using PolyTool.Shell;

namespace PolyTool.Module.Tests.Shell;

public class ProgressLineTests
{
    [Theory]
    [InlineData(50, 60, 80, "[##########..........]  50 % Scanning: 5 of 10 (0:01:00 left)")]
    [InlineData(-1, -1, 80, "Scanning: 5 of 10")]
    [InlineData(100, -1, 31, "[####################] 100 % S")]
    public void A_record_becomes_one_line_that_fits(int percent, int seconds, int width, string line)
    {
        var record = new ProgressRecord(1, "Scanning", "5 of 10") { PercentComplete = percent, SecondsRemaining = seconds };
        Assert.Equal(line, ProgressLine.Text(record, width));
    }

    [Fact]
    public void The_line_is_drawn_in_place_and_taken_away_when_the_work_is_done()
    {
        using var terminal = new StringWriter();
        var line = new ProgressLine(terminal);
        line.Show(new ProgressRecord(1, "Scanning", "1 of 2"));
        line.Show(new ProgressRecord(1, "Scanning", "too soon to draw again"));
        line.Show(new ProgressRecord(1, "Scanning", "done") { RecordType = ProgressRecordType.Completed });
        Assert.Equal("\rScanning: 1 of 2\e[K\r\e[K", terminal.ToString());
    }

    [Fact]
    public void Without_a_terminal_nothing_is_drawn()
    {
        var line = new ProgressLine(terminal: null);
        line.Show(new ProgressRecord(1, "Scanning", "1 of 2"));
        line.Hide();
    }
}
