BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Export-HardeningReport' {
    BeforeAll {
        $null = Connect-AwsHardening -Sandbox SecurityEssentials
        $found = Invoke-HardeningAudit -Rule iam-root-mfa, ec2-security-group-admin-ports-ipv4, ec2-instance-imdsv2 -Region us-east-2
        $failing = @($found | Where-Object Status -EQ Fail)
    }
    BeforeEach { $path = Join-Path $TestDrive ([guid]::NewGuid()) }
    AfterAll { Disconnect-AwsHardening }

    It 'writes a page and answers the file' {
        $file = $found | Export-HardeningReport -Path "$path.html" -Title 'Ours & theirs' -InformationVariable line
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be "$path.html"
        $text = Get-Content $file -Raw
        $text | Should -Match '<title>Ours &amp; theirs</title>'
        $text | Should -Match $failing[0].RuleId
        "$line" | Should -Match "^$($failing.Count) fail \(.*: .+\.html$"
    }

    It 'writes several formats beside each other' {
        (Export-HardeningReport $path Json, Csv, Markdown, Ocsf, Asff, Sarif, JUnit -Finding $found).Name |
            ForEach-Object { $_.Substring($_.IndexOf('.')) } | Should -Be '.json', '.csv', '.md', '.ocsf.json', '.asff.json', '.sarif', '.junit.xml'
        (Import-Csv "$path.csv").RuleId | Should -Be $found.RuleId
        ([xml] (Get-Content "$path.junit.xml" -Raw)).SelectNodes('//failure').Count | Should -Be $failing.Count
        $null = New-Item -ItemType Directory $path
        ($found | Export-HardeningReport -LiteralPath $path -Format Csv).Name | Should -Be 'hardening-report.csv'
    }

    It 'takes findings that come back from <What>' -ForEach @(
        @{ What = 'a report in JSON'; Back = { $null = $found | Export-HardeningReport -Path "$path.first" -Format Json; Get-Content "$path.first" -Raw | ConvertFrom-Json } }
        @{ What = 'ConvertTo-Json'; Back = { $found | ConvertTo-Json -Depth 4 | ConvertFrom-Json } }
        @{ What = 'CLIXML'; Back = { $found | Export-Clixml "$path.xml"; Import-Clixml "$path.xml" } }
    ) {
        $kept = $found[0] | Select-Object * -ExcludeProperty Suppression, Status | ForEach-Object {
            $_ | Add-Member -PassThru -NotePropertyMembers @{ Status = 'Suppressed'; Suppression = [pscustomobject]@{ Reason = 'Later'; Owner = 'Ann'; Expires = '2027-01-31' } }
        }
        $null = & $Back | Export-HardeningReport -Path "$path.json" -Format Json
        $null = $found | Export-HardeningReport -Path "$path.expected" -Format Json
        Get-Content "$path.json" -Raw | Should -BeExactly (Get-Content "$path.expected" -Raw)
        $null = $kept | Export-HardeningReport -Path "$path.kept" -Format Csv
        (Import-Csv "$path.kept").SuppressionExpires | Should -Be '2027-01-31'
    }

    It 'refuses what is no finding' {
        { [pscustomobject]@{ RuleId = 'mine' } | Export-HardeningReport -Path "$path.html" -ErrorAction Stop } | Should -Throw
        { Get-Item $TestDrive | Export-HardeningReport -Path "$path.csv" -Format Csv -ErrorAction Stop } | Should -Throw
        Get-ChildItem "$path*" | Should -BeNullOrEmpty
    }

    It 'replaces a file only with -Force, and leaves nothing of what was cut off' {
        Set-Content "$path.csv" 'mine'
        { $found | Export-HardeningReport -Path "$path.csv" -Format Csv -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content "$path.csv" | Should -Be 'mine'
        $null = $found | Export-HardeningReport -Path "$path.csv" -Format Csv -Force
        Import-Csv "$path.csv" | Should -HaveCount $found.Count
        $found | Export-HardeningReport -Path "$path.html" -PassThru | Select-Object -First 1 | Should -Be $found[0]
        Get-ChildItem "$path.html*" | Should -BeNullOrEmpty
    }

    It 'writes nothing under -WhatIf, nor with -Force under $WhatIfPreference, and takes -Confirm' {
        $found | Export-HardeningReport -Path "$path.html" -WhatIf | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; $found | Export-HardeningReport -Path "$path.html" -Force }
        Get-ChildItem "$path*" | Should -BeNullOrEmpty
        $found | Export-HardeningReport -Path "$path.html" -Confirm:$false | Should -Exist
    }

    It 'fails with -FailOn once the report is written, and passes findings on before' {
        { $found | Export-HardeningReport -Path "$path.html" -FailOn High -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'HardeningReportFailOn,*'
        "$path.html" | Should -Exist
        $passed = @($found | Where-Object Status -EQ Pass)
        $passed | Export-HardeningReport -Path "$path.json" -Format Json -FailOn Low -PassThru | Should -HaveCount $passed.Count
        { @() | Export-HardeningReport -Path "$path.csv" -Format Csv -FailOn Low } | Should -Throw -ErrorId 'HardeningReportFailOn,*'
        @() | Export-HardeningReport -Path "$path.md" -Format Markdown -FailOn Low -AllowUnknown | Should -Exist
    }

    It 'still tells of failures where the report cannot be written' {
        { $found | Export-HardeningReport -Path "$path/no/report.html" -FailOn High -ErrorAction SilentlyContinue -ErrorVariable problems } | Should -Throw -ErrorId 'HardeningReportFailOn,*'
        $found | Export-HardeningReport -Path "$path/no/report.html" -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotWritable,*'
    }

    It 'ends pwsh -Command with 1, the report written' {
        $found | Export-Clixml "$path.xml"
        $command = "Import-Module '$ModulePath'; Import-Clixml '$path.xml' | Export-HardeningReport -Path '$path.html' -FailOn {0}"
        $output = Invoke-Pwsh -NoProfile -Command ($command -f 'High') 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1
        $output | Should -Match 'findings of severity High or worse fail'
        "$path.html" | Should -Exist
    }

    It 'completes formats and severities' {
        (Complete 'Export-HardeningReport -Format J').CompletionText | Should -Be 'Json', 'JUnit'
        (Complete 'Export-HardeningReport -FailOn ').CompletionText | Should -Be 'Critical', 'High', 'Low', 'Medium'
    }
}
