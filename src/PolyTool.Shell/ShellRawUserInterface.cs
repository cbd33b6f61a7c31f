using System.Management.Automation.Host;

namespace PolyTool.Shell;

/// <summary>The size of the screen, which drives how wide tables are. Nothing else of a screen is used.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    /// <summary>Columns where output goes to a file or pipe.</summary>
    public const int DefaultWidth = 120;

    private static readonly Size s_default = new(DefaultWidth, 50);

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw new NotSupportedException();
    }

    public override Size WindowSize
    {
        get
        {
            if (Console.IsOutputRedirected)
                return s_default;
            try
            {
                return Console.WindowWidth > 0 ? new Size(Console.WindowWidth, Math.Max(1, Console.WindowHeight)) : s_default;
            }
            catch (IOException)
            {
                return s_default;
            }
        }
        set => throw new NotSupportedException();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 1;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override bool KeyAvailable => false;

    public override string WindowTitle { get; set; } = "";

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
}
