BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Show-HardeningReport' -Skip:($IsWindows -or $IsMacOS) {
    BeforeAll {
        $null = Connect-AwsHardening -Sandbox SecurityEssentials
        $found = Invoke-HardeningAudit -Rule iam-root-mfa -Region us-east-2
        $before = @{ DISPLAY = $env:DISPLAY; WAYLAND_DISPLAY = $env:WAYLAND_DISPLAY; PATH = $env:PATH; AWS_HARDENING_HOME = $env:AWS_HARDENING_HOME }
        $env:AWS_HARDENING_HOME = "$TestDrive/state"
        $env:WAYLAND_DISPLAY = $null
        # Stands in for the desktop's own: it writes down what it was to open.
        $null = New-Item -ItemType Directory "$TestDrive/bin"
        Set-Content "$TestDrive/bin/xdg-open" "#!/bin/sh`necho `"`$1`" > '$TestDrive/opened'"
        chmod +x "$TestDrive/bin/xdg-open"
        $env:PATH = "$TestDrive/bin$([System.IO.Path]::PathSeparator)$env:PATH"
    }
    AfterAll {
        foreach ($name in $before.Keys) { Set-Item "env:$name" $before[$name] }
        Disconnect-AwsHardening
    }

    It 'writes a page of the findings and opens it' {
        $env:DISPLAY = ':0'
        $file = $found | Show-HardeningReport -Title 'Shown' -PassThru
        $file.FullName | Should -BeLike (Join-Path $TestDrive "state/reports/report-$($found.AccountId)-*.html")
        Wait-Until { (Get-Content "$TestDrive/opened" -ErrorAction Ignore) -eq $file.FullName }
        Get-Content $file -Raw | Should -Match '<title>Shown</title>'
        $found | Show-HardeningReport | Should -BeNullOrEmpty
        Get-ChildItem "$TestDrive/state/reports" | Should -HaveCount 1
    }

    It 'opens a page that is there, by path and by file' {
        $env:DISPLAY = ':0'
        $file = $found | Export-HardeningReport -Path "$TestDrive/there.html"
        foreach ($open in { Show-HardeningReport $file }, { $file | Show-HardeningReport }) {
            Remove-Item "$TestDrive/opened" -ErrorAction Ignore
            & $open
            Wait-Until { (Get-Content "$TestDrive/opened" -ErrorAction Ignore) -eq $file.FullName }
        }
    }

    It 'says where the file is where there is no screen' {
        $env:DISPLAY = $null
        $file = $found | Show-HardeningReport -PassThru -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike "*$($file.FullName)*"
    }

    It 'reports a page that is not there' {
        Show-HardeningReport "$TestDrive/none.html" -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HardeningReportNotFound,*'
    }
}
