"""A pivot table with its cache, slicers for it and for a table, and a timeline: parts written by hand."""

from typing import Any

from tests.lossless.workbooks.ordinary import fill
from tests.lossless.workbooks.package import (
    HEAD,
    MICROSOFT,
    NS,
    NS_MC,
    NS_REL,
    NS_X14,
    NS_X15,
    OFFICE,
    SHEET_TYPE,
    Parts,
    written,
)

_UNITS = ("财政局", "教育局", "住建局", "交通局", "卫健委", "水利局")
_VERSIONS = 'createdVersion="6" refreshedVersion="6" minRefreshableVersion="3"'
_DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_SLICER_DRAWING = "http://schemas.microsoft.com/office/drawing/2010/slicer"
_TIMELINE_DRAWING = "http://schemas.microsoft.com/office/drawing/2012/timeslicer"


def _build(book: Any) -> None:
    fill(book, book.add_worksheet("数据"))
    sheet = book.add_worksheet("统计")
    sheet.write_row("A3", ["行标签", "求和项:数量"])
    for row, unit in enumerate(_UNITS, 3):
        sheet.write_row(row, 0, [unit, (row - 3) * 3])
    sheet.write_row("A10", ["总计", 45])


def pivots() -> bytes:
    """Return a workbook with a pivot table, two slicers and a timeline."""
    parts = Parts(written(_build))
    _add_cache(parts)
    _add_pivot(parts)
    _add_slicers(parts)
    _add_timeline(parts)
    _add_drawing(parts)
    return parts.packed()


def _add_cache(parts: Parts) -> None:
    items = "".join(f'<s v="{unit}"/>' for unit in _UNITS)
    numbers = 'containsSemiMixedTypes="0" containsString="0" containsNumber="1" minValue="0" maxValue="15"'
    days = 'containsSemiMixedTypes="0" containsNonDate="0" containsDate="1" containsString="0"'
    span = 'minDate="2016-03-01T00:00:00" maxDate="2016-03-07T00:00:00"'
    fields = [
        f'<cacheField name="单位" numFmtId="0"><sharedItems count="6">{items}</sharedItems></cacheField>',
        '<cacheField name="事项" numFmtId="0"><sharedItems/></cacheField>',
        f'<cacheField name="数量" numFmtId="0"><sharedItems {numbers}/></cacheField>',
        f'<cacheField name="金额" numFmtId="0"><sharedItems {numbers}/></cacheField>',
        f'<cacheField name="办结日期" numFmtId="14"><sharedItems {days} {span}/></cacheField>',
    ]
    definition = (
        f'<pivotCacheDefinition {NS} {NS_REL} r:id="rId1" refreshedBy="office" {_VERSIONS} recordCount="6">'
        '<cacheSource type="worksheet"><worksheetSource name="督查表"/></cacheSource>'
        f'<cacheFields count="5">{"".join(fields)}</cacheFields></pivotCacheDefinition>'
    )
    rows = [
        f'<r><x v="{n}"/><s v="事项{n}"/><n v="{n * 3}"/><n v="{n * 1.5}"/><d v="2016-03-0{n + 1}T00:00:00"/></r>'
        for n in range(6)
    ]
    records = f'<pivotCacheRecords {NS} {NS_REL} count="6">{"".join(rows)}</pivotCacheRecords>'
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    parts.add(cache, HEAD + definition, f"{SHEET_TYPE}pivotCacheDefinition+xml")
    parts.add("xl/pivotCache/pivotCacheRecords1.xml", HEAD + records, f"{SHEET_TYPE}pivotCacheRecords+xml")
    parts.relate(cache, f"{OFFICE}pivotCacheRecords", "pivotCacheRecords1.xml", "rId1")
    parts.relate("xl/workbook.xml", f"{OFFICE}pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", "rId90")
    caches = '<pivotCaches><pivotCache cacheId="1" r:id="rId90"/></pivotCaches>'
    parts.replace("xl/workbook.xml", "</workbook>", f"{caches}</workbook>")


def _add_pivot(parts: Parts) -> None:
    items = "".join(f'<item x="{n}"/>' for n in range(6)) + '<item t="default"/>'
    rows = "<i><x/></i>" + "".join(f'<i><x v="{n}"/></i>' for n in range(1, 6)) + '<i t="grand"><x/></i>'
    plain = '<pivotField showAll="0"/>'
    pivot = (
        f'<pivotTableDefinition {NS} name="透视表1" cacheId="1" applyNumberFormats="0" applyBorderFormats="0" '
        'applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" '
        'dataCaption="值" updatedVersion="6" minRefreshableVersion="3" useAutoFormatting="1" itemPrintTitles="1" '
        'createdVersion="6" indent="0" outline="1" outlineData="1" multipleFieldFilters="0">'
        '<location ref="A3:B10" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        f'<pivotFields count="5"><pivotField axis="axisRow" showAll="0"><items count="7">{items}</items></pivotField>'
        f'{plain}<pivotField dataField="1" showAll="0"/>{plain}<pivotField numFmtId="14" showAll="0"/></pivotFields>'
        f'<rowFields count="1"><field x="0"/></rowFields><rowItems count="7">{rows}</rowItems>'
        '<colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="求和项:数量" fld="2" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" '
        'showColStripes="0" showLastColumn="1"/></pivotTableDefinition>'
    )
    part = "xl/pivotTables/pivotTable1.xml"
    parts.add(part, HEAD + pivot, f"{SHEET_TYPE}pivotTable+xml")
    parts.relate(part, f"{OFFICE}pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml", "rId1")
    parts.relate("xl/worksheets/sheet2.xml", f"{OFFICE}pivotTable", "../pivotTables/pivotTable1.xml", "rId90")


def _add_slicers(parts: Parts) -> None:
    items = "".join(f'<i x="{n}" s="1"/>' for n in range(6))
    of_pivot = (
        f'<slicerCacheDefinition xmlns="{MICROSOFT}spreadsheetml/2009/9/main" name="切片器_单位" sourceName="单位">'
        '<pivotTables><pivotTable tabId="2" name="透视表1"/></pivotTables>'
        f'<data><tabular pivotCacheId="1"><items count="6">{items}</items></tabular></data></slicerCacheDefinition>'
    )
    of_table = (
        f'<slicerCacheDefinition xmlns="{MICROSOFT}spreadsheetml/2009/9/main" {NS_X15} name="切片器_事项" '
        f'sourceName="事项"><extLst><x:ext xmlns:x="{NS[7:-1]}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}">'
        '<x15:tableSlicerCache tableId="1" column="2"/></x:ext></extLst></slicerCacheDefinition>'
    )
    for number, cache in enumerate((of_pivot, of_table), 1):
        part = f"slicerCaches/slicerCache{number}.xml"
        parts.add(f"xl/{part}", HEAD + cache, "application/vnd.ms-excel.slicerCache+xml")
        parts.relate("xl/workbook.xml", f"{MICROSOFT}2007/relationships/slicerCache", part, f"rId9{number}")
    slicer = '<slicer name="{0}" cache="切片器_{0}" caption="{0}" rowHeight="241300"/>'
    for number, name in enumerate(("单位", "事项"), 1):
        content = f'<slicers xmlns="{MICROSOFT}spreadsheetml/2009/9/main">{slicer.format(name)}</slicers>'
        parts.add(f"xl/slicers/slicer{number}.xml", HEAD + content, "application/vnd.ms-excel.slicer+xml")
        sheet = f"xl/worksheets/sheet{3 - number}.xml"
        parts.relate(sheet, f"{MICROSOFT}2007/relationships/slicer", f"../slicers/slicer{number}.xml", "rId95")
    listed = '<x14:slicerList><x14:slicer r:id="rId95"/></x14:slicerList></ext>'
    of_sheets = ("{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}", "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}")
    for number, uri in enumerate(of_sheets, 1):
        parts.extend_sheet(f"xl/worksheets/sheet{number}.xml", f'<ext {NS_X14} uri="{uri}">{listed}')
    parts.extend_workbook(
        f'<ext {NS_X14} uri="{{BBE1A952-AA13-448e-AADC-164F8A28A991}}"><x14:slicerCaches>'
        '<x14:slicerCache r:id="rId91"/></x14:slicerCaches></ext>'
        f'<ext {NS_X15} {NS_X14} uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}"><x15:slicerCaches>'
        '<x14:slicerCache r:id="rId92"/></x15:slicerCaches></ext>'
    )


def _add_timeline(parts: Parts) -> None:
    span = 'startDate="2016-03-01T00:00:00" endDate="2016-04-01T00:00:00"'
    cache = (
        f'<timelineCacheDefinition xmlns="{MICROSOFT}spreadsheetml/2010/11/main" name="日程表_办结日期" '
        'sourceName="办结日期"><pivotTables><pivotTable tabId="2" name="透视表1"/></pivotTables>'
        '<state minimalRefreshVersion="6" lastRefreshVersion="6" pivotCacheId="1" filterType="unknown">'
        f"<bounds {span}/></state></timelineCacheDefinition>"
    )
    timeline = (
        f'<timelines xmlns="{MICROSOFT}spreadsheetml/2010/11/main"><timeline name="办结日期" '
        'cache="日程表_办结日期" caption="办结日期" level="2" selectionLevel="2"/></timelines>'
    )
    parts.add("xl/timelineCaches/timelineCache1.xml", HEAD + cache, "application/vnd.ms-excel.timelineCache+xml")
    parts.add("xl/timelines/timeline1.xml", HEAD + timeline, "application/vnd.ms-excel.timeline+xml")
    kind = f"{MICROSOFT}2011/relationships/"
    parts.relate("xl/workbook.xml", f"{kind}timelineCache", "timelineCaches/timelineCache1.xml", "rId93")
    parts.relate("xl/worksheets/sheet2.xml", f"{kind}timeline", "../timelines/timeline1.xml", "rId96")
    listed = '<x15:timelineRefs><x15:timelineRef r:id="rId96"/></x15:timelineRefs></ext>'
    parts.extend_sheet(
        "xl/worksheets/sheet2.xml", f'<ext {NS_X15} uri="{{7E03D99C-DC04-49d9-9315-930204A7B6E9}}">{listed}'
    )
    parts.extend_workbook(
        f'<ext {NS_X15} uri="{{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}}"><x15:timelineCacheRefs>'
        '<x15:timelineCacheRef r:id="rId93"/></x15:timelineCacheRefs></ext>'
    )


def _add_drawing(parts: Parts) -> None:
    frames = _frame(2, "单位", "a14", _SLICER_DRAWING, "sle", "slicer") + _frame(
        3, "办结日期", "tsle", _TIMELINE_DRAWING, "tsle", "timeslicer"
    )
    parts.add(
        "xl/drawings/drawing9.xml",
        f"{HEAD}<xdr:wsDr {_DRAWING}>{frames}</xdr:wsDr>",
        "application/vnd.openxmlformats-officedocument.drawing+xml",
    )
    parts.relate("xl/worksheets/sheet2.xml", f"{OFFICE}drawing", "../drawings/drawing9.xml", "rId97")
    parts.put_in_sheet("xl/worksheets/sheet2.xml", "drawing", '<drawing r:id="rId97"/>')


def _frame(number: int, name: str, needs: str, uri: str, prefix: str, element: str) -> str:
    """Return a drawing object that older programs show as a plain box."""
    needed = f'xmlns:{needs}="{uri if needs == prefix else f"{MICROSOFT}drawing/2010/main"}"'
    place = "<xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    corners = f"<xdr:from>{place.format(number * 10)}</xdr:from><xdr:to>{place.format(number * 10 + 8)}</xdr:to>"
    corners = corners.replace("<xdr:to><xdr:col>4", "<xdr:to><xdr:col>8")
    size = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    return (
        f'<xdr:twoCellAnchor>{corners}<mc:AlternateContent {NS_MC}><mc:Choice {needed} Requires="{needs}">'
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}" name="{name}"/>'
        f"<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm>{size}</xdr:xfrm><a:graphic>"
        f'<a:graphicData uri="{uri}"><{prefix}:{element} xmlns:{prefix}="{uri}" name="{name}"/></a:graphicData>'
        "</a:graphic></xdr:graphicFrame></mc:Choice><mc:Fallback>"
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f'<xdr:spPr><a:xfrm>{size}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
        "</mc:Fallback></mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>"
    )
