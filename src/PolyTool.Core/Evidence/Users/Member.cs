using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Users;

/// <summary>A user's figures in one segment. It only says where they lie.</summary>
/// <param name="block">Where they are kept.</param>
/// <param name="at">Their place in it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Member(Member.Entry[] block, int at)
{
    /// <summary>A member with figures of its own.</summary>
    /// <param name="user">The user.</param>
    /// <param name="figures">Their figures.</param>
    public Member(EvidenceUser user, in SegmentFigures figures)
        : this([new(user, figures)], 0)
    {
    }

    /// <summary>The user.</summary>
    public EvidenceUser User => block[at].User;

    /// <summary>Their figures.</summary>
    public ref readonly SegmentFigures Figures => ref block[at].Figures;

    /// <summary>What is kept of a member.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Entry(EvidenceUser user, in SegmentFigures figures)
    {
        /// <summary>The user.</summary>
        public readonly EvidenceUser User = user;

        /// <summary>Their figures.</summary>
        public readonly SegmentFigures Figures = figures;
    }
}
